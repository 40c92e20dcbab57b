// Every entry, as a CommonJS module.
import { ReporteiCustomers, type FetchLike } from "reportei-customers";
import slim = require("reportei-customers/slim");
import { ReporteiSandbox } from "reportei-customers/sandbox";
import { serve } from "reportei-customers/sandbox/serve";
import wasm = require("reportei-customers/reportei_customers.wasm");

export const loaded: unknown = slim.initSync({ module: wasm });
export const client: ReporteiCustomers = new slim.ReporteiCustomers({ accessToken: "token" });
export const fetches: FetchLike = new ReporteiSandbox().fetch;
export const served: Promise<{ url: string }> = serve({ sandbox: new ReporteiSandbox() });
