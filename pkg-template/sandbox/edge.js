// The sandbox's entry for Vercel's edge runtime, as ../edge.js is the client's.
import module from "./sandbox.wasm?module";
import { initSync, ReporteiSandbox as Sandbox } from "./sandbox.js";
import { start } from "../start.js";

// Next.js' edge sandbox hands over a module of another realm, which fails `instanceof` here.
Object.setPrototypeOf(module, WebAssembly.Module.prototype);

export const ReporteiSandbox = /* @__PURE__ */ start(initSync, module, Sandbox);
