// The sandbox has a wasm of its own: whoever doesn't import this module doesn't carry it.
import bytes from "./bytes.js";
import { initSync, ReporteiSandbox as Sandbox } from "./sandbox.js";
import { start } from "../start.js";

export const ReporteiSandbox = /* @__PURE__ */ start(initSync, bytes, Sandbox);
