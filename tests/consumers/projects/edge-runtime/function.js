import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import { sandboxCall, makeCalls } from "./calls.js";

addEventListener("fetch", (event) => event.respondWith(answer(event.request)));

async function answer(request) {
  const options = {
    baseUrl: request.headers.get("x-base-url"),
    accessToken: request.headers.get("x-access-token"),
  };
  try {
    const calls = await makeCalls(ReporteiCustomers, ReporteiError, options);
    return new Response(`${calls}\n${await sandboxCall(ReporteiCustomers, ReporteiSandbox)}\n`);
  } catch (error) {
    return new Response(error.stack, { status: 500 });
  }
}
