// What Vercel does with an edge function: it is bundled into one script, the wasm that it imports
// with `?module` is compiled beforehand, and both are handed to the edge runtime.
import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { EdgeRuntime } from "edge-runtime";
import { build } from "esbuild";

const modules = {};
const compiledWasm = {
  name: "compiled-wasm",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.wasm\?module$/ }, ({ path, importer }) => ({
      path: resolve(dirname(importer), path.replace("?module", "")),
      namespace: "wasm",
    }));
    onLoad({ filter: /./, namespace: "wasm" }, ({ path }) => {
      const name = `wasm_${Object.keys(modules).length}`;
      modules[name] = new WebAssembly.Module(readFileSync(path));
      return { contents: `export default globalThis.${name};` };
    });
  },
};

const { outputFiles } = await build({
  entryPoints: ["function.js"],
  bundle: true,
  format: "iife",
  target: "es2022",
  conditions: ["edge-light"],
  plugins: [compiledWasm],
  write: false,
  logOverride: { "duplicate-object-key": "silent", "duplicate-class-member": "silent" },
});
const runtime = new EdgeRuntime({
  extend: (context) => Object.assign(context, modules),
  initialCode: outputFiles[0].text,
});
const headers = {
  "x-base-url": process.env.REPORTEI_BASE_URL,
  "x-access-token": process.env.REPORTEI_ACCESS_TOKEN,
};
const response = await runtime.dispatchFetch("http://edge.test/", { headers });
console.log(response.status, await response.text());
