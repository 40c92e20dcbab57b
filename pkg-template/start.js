/** What may keep a wasm from its start, by what the engine says. @type {[RegExp, string][]} */
const OBSTACLES = [
  [/not defined/, "it has none, as under `node --jitless` or in a browser's lockdown mode"],
  [/memory/i, "it has too little memory left"],
  [/main thread/, "it compiles that much only asynchronously: await init() of the entry slim"],
  [/./, "a Content-Security-Policy's script-src needs 'wasm-unsafe-eval'"],
];

/** For what has no errors of its own. @type {(...args: any[]) => Error} */
const plain = (_, message, __, cause) => new Error(message, { cause });

/**
 * Starts the wasm, and gives what needs it. An entry exports what this returns, and not the class
 * as it is: so no bundler can keep the class and drop the start, and each drops both where nothing
 * uses them. Where it cannot start, the import does no harm, and the first use says why.
 * @type {<T extends Function>(initSync: any, module: unknown, exported: T, failed?: any) => T}
 */
export function start(initSync, module, exported, failed = plain) {
  try {
    initSync({ module });
    return exported;
  } catch (cause) {
    const refuse = () => {
      const obstacle = OBSTACLES.find(([said]) => said.test(String(cause)))?.[1];
      const message = `this runtime cannot start the package's WebAssembly (see cause): ${obstacle}`;
      throw failed("invalid_argument", message, "not_sent", cause);
    };
    return new Proxy(exported, { construct: refuse, apply: refuse });
  }
}
