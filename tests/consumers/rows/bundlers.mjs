/** Bundlers, each with an app that its own defaults are to build, and no configuration. */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "../browsers/shared.mjs";
import { serve } from "../browsers/serve.mjs";
import { showsSevenCalls } from "../browsers/visit.mjs";
import { expectLines, expectSuccess, versionOf } from "../helpers.mjs";

/** @typedef {import("../row.mjs").Row} Row */
/** @typedef {import("../row.mjs").RowContext} RowContext */

const WEBPACK_ARGS = ["build", "--mode", "production", "--entry", "./main.js"];
const ROLLUP_ARGS = ["main.js", "-p", "@rollup/plugin-node-resolve", "--file", "dist/main.js"];
const ESBUILD_ARGS = ["main.js", "--bundle", "--minify", "--outfile=dist/main.js"];

/** @type {Row[]} */
export const rows = [
  ...["vite-7", "vite"].flatMap((name) => [
    app({ id: `${name}-dev`, what: "Vite, dev server", tool: name, run: viteDev(name) }),
    app({ id: `${name}-build`, what: "Vite, build", tool: name, run: viteBuild(name) }),
  ]),
  app({
    id: "webpack",
    what: "webpack",
    run: built("webpack/bin/webpack.js", WEBPACK_ARGS),
  }),
  app({
    id: "rspack",
    what: "Rspack",
    tool: "@rspack/core",
    run: built("@rspack/cli/bin/rspack.js", WEBPACK_ARGS),
  }),
  app({
    id: "rollup",
    what: "Rollup with its node-resolve plugin",
    tool: "rollup",
    packages: ["@rollup/plugin-node-resolve"],
    run: built("rollup/dist/bin/rollup", ROLLUP_ARGS),
  }),
  app({
    id: "esbuild-esm",
    what: "esbuild, `--format=esm`",
    tool: "esbuild",
    run: built("esbuild/bin/esbuild", [...ESBUILD_ARGS, "--format=esm"]),
  }),
  app({
    id: "esbuild-iife",
    what: "esbuild, `--format=iife`",
    tool: "esbuild",
    run: built("esbuild/bin/esbuild", [...ESBUILD_ARGS, "--format=iife"]),
  }),
  app({
    id: "esbuild-node",
    what: "esbuild, `--platform=node`",
    tool: "esbuild",
    run: esbuildNode,
  }),
  app({
    id: "parcel",
    what: "Parcel",
    run: async (ctx) => {
      await builtBy(ctx, "parcel/lib/bin.js", ["build", "index.html", "--no-cache"]);
      await runs(ctx, "dist");
    },
  }),
];

/**
 * @param {Partial<Row> & { id: string, what: string, tool?: string, run: Row["run"] }} row
 * @returns {Row}
 */
function app({ tool, ...row }) {
  return { kind: "Bundler", files: "projects/app", version: versionOf(tool ?? row.id), ...row };
}

/**
 * Builds the app to `dist/main.js`, and runs it on its page.
 * @param {string} program
 * @param {string[]} args
 * @returns {Row["run"]}
 */
function built(program, args) {
  return async (ctx) => {
    await builtBy(ctx, program, args);
    copyFileSync(join(ctx.dir, "index.html"), join(ctx.dir, "dist", "index.html"));
    await runs(ctx, "dist");
  };
}

/**
 * @param {RowContext} ctx
 * @param {string} program
 * @param {string[]} args
 */
async function builtBy({ exec, tools }, program, args) {
  expectSuccess(await exec(process.execPath, [join(tools, program), ...args]), program);
}

/**
 * @param {RowContext} ctx
 * @param {string} dir
 */
async function runs(ctx, dir) {
  const server = await serve(join(ctx.dir, dir));
  try {
    await showsSevenCalls(await chromium(ctx), `${server.url}/`, ctx.sandbox);
  } finally {
    server.close();
  }
}

/**
 * @param {string} name
 * @returns {Row["run"]}
 */
function viteBuild(name) {
  return async (ctx) => {
    await builtBy(ctx, `${name}/bin/vite.js`, ["build"]);
    await runs(ctx, "dist");
  };
}

/**
 * @param {string} name
 * @returns {Row["run"]}
 */
function viteDev(name) {
  return async (ctx) => {
    const vite = join(ctx.tools, name, "bin/vite.js");
    const args = [vite, "--host", "127.0.0.1", "--port", "0"];
    const { match } = await ctx.start(process.execPath, args, {
      until: /http:\/\/127\.0\.0\.1:\d+\//,
    });
    await showsSevenCalls(await chromium(ctx), match[0], ctx.sandbox);
  };
}

/** @type {Row["run"]} */
async function esbuildNode(ctx) {
  const args = ["server.js", "--bundle", "--platform=node", "--outfile=dist/server.cjs"];
  await builtBy(ctx, "esbuild/bin/esbuild", args);
  expectLines(await ctx.exec(process.execPath, ["dist/server.cjs"]));
}
