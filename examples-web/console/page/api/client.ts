/** The page's one client of the API. Its server adds the tokens: none is ever in the page. */
import { ReporteiCustomers } from "reportei-customers";
import { callLog } from "./call-log";

export const reportei = new ReporteiCustomers({
  baseUrl: "/api",
  credentials: "same-origin",
  timeoutMs: 10_000,
  // A person waits no longer, retries and the API's own waits included.
  totalTimeoutMs: 20_000,
  rateLimit: "auto",
  observer: callLog.observe,
});
