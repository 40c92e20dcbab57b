// The page's one client. No access token is here, nor anywhere in a page: whoever opens the page
// could read it. `/api` is a proxy on this page's own origin, which adds the token on the server.

import { ReporteiCustomers } from "reportei-customers";

export const reportei = new ReporteiCustomers({ baseUrl: "/api" });
