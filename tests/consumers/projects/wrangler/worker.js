import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import { sandboxCall, makeCalls } from "./calls.js";

export default {
  async fetch(request, env) {
    const options = { baseUrl: env.REPORTEI_BASE_URL, accessToken: env.REPORTEI_ACCESS_TOKEN };
    try {
      const calls = await makeCalls(ReporteiCustomers, ReporteiError, options);
      return new Response(`${calls}\n${await sandboxCall(ReporteiCustomers, ReporteiSandbox)}\n`);
    } catch (error) {
      return new Response(error.stack, { status: 500 });
    }
  },
};
