// A dependency has a copy of the package of its own, as it does where versions differ.
import { cpSync, writeFileSync } from "node:fs";
import * as own from "reportei-customers";
import options from "./options.cjs";
import { makeCalls } from "./calls.js";

const dependency = new URL("./node_modules/dependency/", import.meta.url);
const original = new URL("./node_modules/reportei-customers/", import.meta.url);
cpSync(original, new URL("node_modules/reportei-customers/", dependency), { recursive: true });
writeFileSync(new URL("package.json", dependency), '{ "type": "module", "exports": "./index.js" }');
writeFileSync(new URL("index.js", dependency), 'export * from "reportei-customers";\n');
const theirs = await import("dependency");

if (theirs.ReporteiCustomers === own.ReporteiCustomers) throw new Error("there is one copy only");
for (const { ReporteiCustomers, ReporteiError } of [own, theirs, own]) {
  console.log(await makeCalls(ReporteiCustomers, ReporteiError, options));
}
