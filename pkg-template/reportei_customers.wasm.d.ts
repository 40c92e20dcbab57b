import type { Wasm } from "./slim.js";

/** What the runtime or the bundler makes of an imported wasm: to be handed to `init` or `initSync`. */
declare const wasm: Wasm;
export default wasm;
