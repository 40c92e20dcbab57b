// What a development server does when a file changed: the modules are imported again, by addresses
// that differ in a query. Some reload the entry alone, some all that is below it.
import { readFileSync } from "node:fs";
import * as first from "reportei-customers";
import options from "./options.cjs";
import { makeCalls } from "./calls.js";

const running = new first.ReporteiCustomers(options);
const folder = new URL("./node_modules/reportei-customers/", import.meta.url);
const wasm = readFileSync(new URL("reportei_customers.wasm", folder));

for (const version of [1, 2, 3]) {
  const entry = await import(new URL(`index.js?v=${version}`, folder).href);
  console.log(await makeCalls(entry.ReporteiCustomers, entry.ReporteiError, options));

  const all = await import(new URL(`client.js?v=${version}`, folder).href);
  all.initSync({ module: wasm });
  if (all.ReporteiCustomers === first.ReporteiCustomers) throw new Error("nothing was reloaded");
  console.log(await makeCalls(all.ReporteiCustomers, all.ReporteiError, options));

  // What was made before goes on.
  if ((await running.list()).meta.total !== 40) throw new Error("the first client has changed");
}
