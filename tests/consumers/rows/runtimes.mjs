/** Runtimes other than Node. */
import { join } from "node:path";
import { expectLines, expectSuccess, needs, versionOf } from "../helpers.mjs";

/** @typedef {import("../row.mjs").Row} Row */
/** @typedef {import("../row.mjs").RowContext} RowContext */

const OK = ["calls ok", "sandbox ok"];

const DENO = "@deno/linux-x64-glibc";
const BUN = "@oven/bun-linux-x64";
const WORKERD = "@cloudflare/workerd-linux-64";

/**
 * @param {string} id
 * @param {string} what
 * @param {string} files
 * @param {string[]} args
 * @param {string[]} [lines]
 * @returns {Row}
 */
const deno = (id, what, files, args, lines = OK) => ({
  id,
  kind: "Deno",
  what,
  files,
  cannot: needs(DENO),
  version: versionOf(DENO),
  run: async ({ tools, exec }) => {
    const flags = ["run", "--cached-only", "--allow-net=127.0.0.1", "--allow-env"];
    const env = { DENO_NO_UPDATE_CHECK: "1" };
    expectLines(await exec(join(tools, DENO, "deno"), [...flags, ...args], { env }), lines);
  },
});

/**
 * @param {string} id
 * @param {string} what
 * @param {string} files
 * @param {(bun: string, ctx: RowContext) => Promise<{ code: number, output: string }>} run
 * @param {string[]} [lines]
 * @returns {Row}
 */
const bun = (id, what, files, run, lines = OK) => ({
  id,
  kind: "Bun",
  what,
  files,
  cannot: needs(BUN),
  version: versionOf(BUN),
  run: async (ctx) => expectLines(await run(join(ctx.tools, BUN, "bin/bun"), ctx), lines),
});

/**
 * Sends one request to a worker, which makes its calls then.
 * @param {string} url
 */
async function visit(url) {
  const response = await fetch(url);
  expectLines({ code: response.ok ? 0 : response.status, output: await response.text() }, OK);
}

/** @type {Row} */
const workerd = {
  id: "workerd",
  kind: "Cloudflare",
  what: "workerd, without a bundler",
  files: "projects/workerd",
  cannot: needs(WORKERD),
  // Its version has the date of its API in the middle, which is how it names itself.
  version: (ctx) => versionOf(WORKERD)(ctx).replace(/^\d+\.(\d{4})(\d{2})(\d{2})\..*/, "$1-$2-$3"),
  run: async ({ tools, start, env }) => {
    const args = ["serve", "config.capnp", "--control-fd=1"];
    const until = /"socket":"first","port":(\d+)[^]*"socket":"last","port":(\d+)/;
    const { match } = await start(join(tools, WORKERD, "bin/workerd"), args, { until, env });
    for (const port of match.slice(1)) await visit(`http://127.0.0.1:${port}`);
  },
};

/** @type {Row} */
const wrangler = {
  id: "wrangler",
  kind: "Cloudflare",
  what: "`wrangler dev`",
  files: "projects/wrangler",
  packages: ["wrangler"],
  cannot: needs("node22"),
  version: versionOf("wrangler"),
  run: async ({ tools, start, env: vars }) => {
    const env = { WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false", CI: "1" };
    const options = Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
    const program = "node_modules/wrangler/bin/wrangler.js";
    const args = [program, "dev", "--port", "0", "--ip", "127.0.0.1", ...options];
    const until = /Ready on (http:\S+)/;
    const { match } = await start(join(tools, "node22/bin/node"), args, { until, env });
    await visit(match[1] ?? "");
  },
};

/** @type {Row} */
const edgeRuntime = {
  id: "edge-runtime",
  kind: "Vercel",
  what: "edge runtime",
  files: "projects/edge-runtime",
  packages: ["edge-runtime", "esbuild"],
  version: versionOf("edge-runtime"),
  run: async ({ exec }) => expectLines(await exec(process.execPath, ["run.mjs"]), OK),
};

/** @type {Row[]} */
export const rows = [
  // Nothing but the API and the environment is needed: no file is read at run time.
  deno("deno", "`import`", "projects/deno", ["main.js"]),
  // To `require` is to read a file, for Deno.
  deno("deno-require", "`require`", "projects/node", ["--allow-read=.", "require.cjs"]),
  deno(
    "deno-both",
    "`import` and `require` in one process: one class",
    "projects/node",
    ["both.mjs"],
    ["calls ok", "one class"],
  ),
  bun("bun", "`import`", "projects/node", (program, { exec }) => exec(program, ["import.mjs"])),
  bun("bun-require", "`require`", "projects/node", (program, { exec }) =>
    exec(program, ["require.cjs"]),
  ),
  bun(
    "bun-both",
    "`import` and `require` in one process: one class",
    "projects/node",
    (program, { exec }) => exec(program, ["both.mjs"]),
    ["calls ok", "one class"],
  ),
  bun(
    "bun-compile",
    "one executable by `bun build --compile`",
    "projects/node",
    async (program, { dir, exec }) => {
      const args = ["build", "--compile", "import.mjs", "--outfile", "executable"];
      expectSuccess(await exec(program, args), "bun build");
      return exec(join(dir, "executable"), []);
    },
  ),
  workerd,
  wrangler,
  edgeRuntime,
];
