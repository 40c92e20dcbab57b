import { ReporteiCustomers, ReporteiError } from "./node_modules/reportei-customers/index.js";
import { options } from "./options.js";
import { sevenCalls } from "./seven-calls.js";

addEventListener("message", (event) => {
  const { source, waitUntil } = /** @type {any} */ (event);
  const call = async () => {
    source.postMessage(await sevenCalls(ReporteiCustomers, ReporteiError, options).catch(String));
  };
  waitUntil.call(event, call());
});
