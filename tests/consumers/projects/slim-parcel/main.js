// Parcel takes an address without a scheme for a file of the app's own.
import { init, ReporteiCustomers, ReporteiError } from "reportei-customers/slim";
import { options } from "./options.js";
import { makeCalls } from "./calls.js";

await init({
  module_or_path: new URL("npm:reportei-customers/reportei_customers.wasm", import.meta.url),
});
document.body.append(await makeCalls(ReporteiCustomers, ReporteiError, options));
