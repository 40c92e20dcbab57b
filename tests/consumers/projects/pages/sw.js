import { ReporteiCustomers, ReporteiError } from "./node_modules/reportei-customers/index.js";
import { options } from "./options.js";
import { makeCalls } from "./calls.js";

addEventListener("message", (event) => {
  const { source, waitUntil } = /** @type {any} */ (event);
  const call = async () => {
    source.postMessage(await makeCalls(ReporteiCustomers, ReporteiError, options).catch(String));
  };
  waitUntil.call(event, call());
});
