// A universal `load`: SvelteKit's `fetch` records what is read of each answer for the browser, and
// the `get` of its headers throws for those that it does not pass on.
import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { makeCalls } from "../../calls.js";

export async function load({ fetch, url }) {
  const baseUrl = url.searchParams.get("baseUrl");
  const accessToken = url.searchParams.get("accessToken");
  const options = { baseUrl, accessToken, fetch, maxRetries: 0 };
  const answer = await fetch(`${baseUrl}/customers?per_page=1`, {
    headers: { accept: "application/json", authorization: `Bearer ${accessToken}` },
  });
  let guarded = false;
  try {
    answer.headers.get("content-type");
  } catch {
    guarded = true;
  }
  await answer.text();
  return { guarded, calls: await makeCalls(ReporteiCustomers, ReporteiError, options) };
}
