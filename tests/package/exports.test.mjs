// What the types of each entry declare, the entry has, and it has nothing else.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import test from "node:test";
import { build } from "esbuild";
import ts from "typescript59";
import { packageDir, required } from "./helpers/installed.mjs";

/** @typedef {{ types: string, default: string }} Target The files of an entry, under a condition. */

/** @type {Record<string, Record<string, Target>>} */
const entries = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8")).exports;
const targets = Object.values(entries)
  .flatMap((conditions) => Object.values(conditions))
  .filter((target) => /\.c?js$/.test(target.default ?? ""));
const pairs = [
  ...new Map(targets.map((target) => [Object.values(target).join(), target])).values(),
];

const program = ts.createProgram({
  rootNames: pairs.map(({ types }) => join(packageDir, types)),
  options: {
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    types: [],
  },
});
const checker = program.getTypeChecker();

/**
 * What a file of types says that there is at run time, by its name.
 * @param {string} types
 */
function declared(types) {
  const file = program.getSourceFile(join(packageDir, types));
  const module = file && checker.getSymbolAtLocation(file);
  assert.ok(module, `${types} is a module`);
  const resolved = checker.getExportsOfModule(module).map((symbol) => {
    const isAlias = symbol.flags & ts.SymbolFlags.Alias;
    return isAlias ? checker.getAliasedSymbol(symbol) : symbol;
  });
  return resolved.filter(({ flags }) => flags & ts.SymbolFlags.Value);
}

/**
 * What a module exports, whatever runtime it is for.
 * @param {string} file
 */
async function exported(file) {
  if (file.endsWith(".cjs")) return Object.keys(required(join(packageDir, file)));
  const { metafile } = await build({
    entryPoints: [join(packageDir, file)],
    bundle: true,
    format: "esm",
    platform: "node",
    external: ["*.wasm", "*.wasm?module"],
    metafile: true,
    write: false,
    outdir: dirname(packageDir),
  });
  return Object.values(metafile.outputs).flatMap((output) => output.exports);
}

for (const { types, default: file } of pairs) {
  test(`${relative(".", file)} exports what ${relative(".", types)} declares, and nothing else`, async () => {
    const names = declared(types).map(({ name }) => name);
    const found = await exported(file);
    const missing = names.filter((name) => !found.includes(name));
    assert.deepEqual(missing, []);
    assert.deepEqual(
      found.filter((name) => !names.includes(name)),
      [],
    );
  });
}

for (const { types, default: file } of pairs.filter((pair) => pair.default.endsWith(".cjs"))) {
  test(`the classes of ${relative(".", file)} have the methods that are declared`, () => {
    const module = required(join(packageDir, file));
    for (const symbol of declared(types)) {
      if (!(symbol.flags & ts.SymbolFlags.Class)) continue;
      const { prototype } = module[symbol.name];
      for (const name of symbol.members?.keys() ?? []) {
        // TypeScript's own names, of the constructor and of symbols, begin with underscores.
        if (String(name).startsWith("__")) continue;
        assert.ok(String(name) in prototype, `${symbol.name}.${name}`);
      }
    }
  });
}
