// Every other entry, as an ES module.
import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import * as slim from "reportei-customers/slim";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import { serve, type ServedRequest } from "reportei-customers/sandbox/serve";
import wasm from "reportei-customers/reportei_customers.wasm";
import { expectTrue, type Equal } from "./equal.mjs";

expectTrue<Equal<typeof slim.ReporteiCustomers, typeof ReporteiCustomers>>();
expectTrue<Equal<typeof slim.ReporteiError, typeof ReporteiError>>();

export const loaded: unknown = slim.initSync({ module: new Uint8Array() });
export const imported: unknown = slim.initSync({ module: wasm });
export const loading: Promise<unknown> = slim.init({ module_or_path: Promise.resolve(wasm) });

export async function served(): Promise<string> {
  const seen: ServedRequest[] = [];
  const onRequest = (request: ServedRequest): void => void seen.push(request);
  const { url, port, close } = await serve({ sandbox: new ReporteiSandbox(), onRequest });
  await close();
  return `${url} ${port.toFixed()} ${seen[0]?.ms.toFixed(1)}`;
}
