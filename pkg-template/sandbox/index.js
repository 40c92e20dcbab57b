// The sandbox has a wasm of its own: whoever doesn't import this module doesn't carry it.
import bytes from "./bytes.js";
import { initSync } from "./sandbox.js";

initSync({ module: bytes });

export { ReporteiSandbox } from "./sandbox.js";
