/** The page's one client of the API. Its server adds the tokens: none is ever in the page. */
import wasm from "reportei-customers/reportei_customers.wasm?url";
import { init, ReporteiCustomers } from "reportei-customers/slim";
import { callLog } from "./call-log";

/** There once `loadClient` has resolved, and the console not before. */
export let reportei: ReporteiCustomers;

export async function loadClient(): Promise<void> {
  await init({ module_or_path: wasm });
  reportei = new ReporteiCustomers({
    baseUrl: "/api",
    credentials: "same-origin",
    timeoutMs: 10_000,
    // A person waits no longer, retries and the API's own waits included.
    totalTimeoutMs: 20_000,
    rateLimit: "auto",
    observer: callLog.observe,
  });
}
