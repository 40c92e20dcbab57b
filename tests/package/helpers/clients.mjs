/** A client over a stand-in for the API, whose attempts are not repeated. */
import { imported } from "./installed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/** @param {{ fetch: unknown }} api @param {object} [options] */
export const clientOf = ({ fetch }, options) =>
  new ReporteiCustomers({ accessToken: "token", fetch, maxRetries: 0, ...options });
