/** The `fetch` functions and signals that platforms and libraries declare, checked and then called. */
import { join } from "node:path";
import { expectLines, expectSuccess, needs, versionOf } from "../helpers.mjs";

/** @typedef {import("../row.mjs").Row} Row */
/** @typedef {import("../row.mjs").RowContext} RowContext */

const BUN = "@oven/bun-linux-x64";
const WORKERD = "@cloudflare/workerd-linux-64";
const NODE = "node22";

const COMPILER = [
  ...["--target", "es2022", "--module", "nodenext", "--strict", "--exactOptionalPropertyTypes"],
  // Types of a platform contradict the DOM's: that is their business, and not checked.
  ...["--allowJs", "--skipLibCheck", "--rootDir", ".", "--outDir", "dist"],
];

/**
 * Compiles to `dist/`, with the DOM's types and without.
 * @param {RowContext} ctx
 * @param {string} types The package that declares the platform.
 * @param {string[]} files
 */
async function compile({ tools, exec }, types, files) {
  const tsc = join(tools, "typescript/bin/tsc");
  for (const lib of ["es2022,dom,dom.iterable", "es2022"]) {
    const args = [tsc, ...COMPILER, "--lib", lib, "--types", types, ...files];
    expectSuccess(await exec(process.execPath, args), `tsc with --lib ${lib}`);
  }
}

/** @type {Row[]} */
export const rows = [
  {
    id: "types-node",
    kind: "TypeScript",
    what: "`fetch` and signals as Node, undici and node-fetch declare them",
    files: "projects/types",
    packages: ["@types/node", "undici-types", "undici", "node-fetch"],
    cannot: needs(NODE),
    version: versionOf("typescript"),
    run: async (ctx) => {
      await compile(ctx, "node", ["global.ts", "undici.ts", "node-fetch.ts"]);
      for (const script of ["dist/undici.js", "dist/node-fetch.js"]) {
        expectLines(await ctx.exec(join(ctx.tools, NODE, "bin/node"), [script]));
      }
    },
  },
  {
    id: "types-bun",
    kind: "TypeScript",
    what: "`fetch` and signals as Bun declares them",
    files: "projects/types",
    packages: ["@types/bun", "bun-types", "@types/node", "undici-types"],
    cannot: needs(BUN),
    version: versionOf("typescript"),
    run: async (ctx) => {
      await compile(ctx, "bun", ["global.ts", "bun.ts"]);
      expectLines(await ctx.exec(join(ctx.tools, BUN, "bin/bun"), ["dist/bun.js"]));
    },
  },
  {
    id: "types-workers",
    kind: "TypeScript",
    what: "`fetch`, services and signals as `@cloudflare/workers-types` declares them",
    files: ["projects/types", "projects/workers-types"],
    packages: ["@cloudflare/workers-types"],
    cannot: needs(WORKERD),
    version: versionOf("typescript"),
    run: async (ctx) => {
      await compile(ctx, "@cloudflare/workers-types", ["global.ts", "worker.ts"]);
      const args = ["serve", "config.capnp", "--control-fd=1"];
      const { match } = await ctx.start(join(ctx.tools, WORKERD, "bin/workerd"), args, {
        until: /"socket":"main","port":(\d+)/,
      });
      const response = await fetch(`http://127.0.0.1:${match[1]}`);
      const lines = (await response.text()).split("\n");
      if (lines.length !== 3 || lines.some((line) => line !== "calls ok")) {
        throw new Error(`The worker answers: ${lines.join("\n")}`);
      }
    },
  },
];
