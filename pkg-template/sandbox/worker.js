// The sandbox's entry for workerd, as ../worker.js is the client's.
import module from "./sandbox.wasm";
import { initSync, ReporteiSandbox as Sandbox } from "./sandbox.js";
import { start } from "../start.js";

export const ReporteiSandbox = /* @__PURE__ */ start(initSync, module, Sandbox);
