import type { Wasm } from "./slim.cjs";

/** What the bundler makes of a required wasm: to be handed to `init` or `initSync`. */
declare const wasm: Wasm;
export = wasm;
