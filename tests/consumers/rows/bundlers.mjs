/** Bundlers, each with an app that it is to build as it comes, without configuration. */
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "../browsers/shared.mjs";
import { showsCalls } from "../browsers/visit.mjs";
import { bundle, leavesOutTheCalls, runs } from "../bundle.mjs";
import { expectLines, versionOf } from "../helpers.mjs";

/** @typedef {import("../row.mjs").Row} Row */
/** @typedef {import("../row.mjs").RowContext} RowContext */
/** @typedef {(ctx: RowContext) => Promise<void>} Build To `dist/`. */

const APP = ["projects/options", "projects/app"];
const ROLLUP_ARGS = ["main.js", "-p", "@rollup/plugin-node-resolve", "--file", "dist/main.js"];

const webpack = bundlesMain("webpack/bin/webpack.js", webpackArgs());
const rspack = bundlesMain("@rspack/cli/bin/rspack.js", webpackArgs());
const rollup = bundlesMain("rollup/dist/bin/rollup", ROLLUP_ARGS);
const esbuildModule = bundlesMain("esbuild/bin/esbuild", esbuildArgs("--format=esm"));
const esbuildScript = bundlesMain("esbuild/bin/esbuild", esbuildArgs("--format=iife"));

/** @type {Build} */
const parcel = (ctx) =>
  bundle(ctx, "parcel/lib/bin.js", ["build", "index.html", "--no-cache", "--no-source-maps"]);

/** @type {Row[]} */
export const rows = [
  ...["vite-7", "vite"].flatMap((tool) => [
    row({ id: `${tool}-dev`, what: "Vite's dev server", tool, run: viteDev(tool) }),
    row({ id: `${tool}-build`, what: "Vite", tool, run: app(viteBuild(tool)) }),
  ]),
  row({ id: "webpack", what: "webpack", run: app(webpack) }),
  row({ id: "rspack", what: "Rspack", tool: "@rspack/core", run: app(rspack) }),
  row({
    id: "rollup",
    what: "Rollup, with its node-resolve plugin",
    packages: ["@rollup/plugin-node-resolve"],
    run: app(rollup),
  }),
  row({
    id: "esbuild-esm",
    what: "esbuild, to a module",
    tool: "esbuild",
    run: app(esbuildModule),
  }),
  row({
    id: "esbuild-iife",
    what: "esbuild, to a script",
    tool: "esbuild",
    run: app(esbuildScript),
  }),
  row({ id: "esbuild-node", what: "esbuild, for Node", tool: "esbuild", run: esbuildNode }),
  row({ id: "parcel", what: "Parcel", run: app(parcel) }),
  slim({ id: "slim-vite", what: "Vite", tool: "vite", way: "vite" }, viteBuild("vite")),
  slim({ id: "slim-webpack", what: "webpack", tool: "webpack", way: "webpack" }, webpack),
  slim({ id: "slim-rspack", what: "Rspack", tool: "@rspack/core", way: "webpack" }, rspack),
  slim({ id: "slim-parcel", what: "Parcel", tool: "parcel", way: "parcel" }, parcel),
];

/**
 * @param {Partial<Row> & Pick<Row, "id" | "what" | "run"> & { tool?: string }} row
 * @returns {Row}
 */
function row({ tool, ...rest }) {
  return { kind: "Bundler", files: APP, version: versionOf(tool ?? rest.id), ...rest };
}

/**
 * A row that loads the wasm file itself.
 * @param {{ id: string, what: string, tool: string, way: "vite" | "webpack" | "parcel" }} slim
 * @param {Build} build
 */
function slim({ way, ...rest }, build) {
  const run = async (/** @type {RowContext} */ ctx) => {
    await build(ctx);
    await runs(ctx);
  };
  const files = [...APP, `projects/slim-${way}`];
  return row({ ...rest, kind: "Bundler, `./slim`", files, run });
}

/**
 * Builds the app and runs it; then builds one that the wasm is not for.
 * @param {Build} build
 * @returns {Row["run"]}
 */
function app(build) {
  return async (ctx) => {
    await build(ctx);
    await runs(ctx);
    await leavesOutTheCalls(ctx, () => build(ctx));
  };
}

/**
 * A bundler that takes scripts alone: the page is the user's own business.
 * @param {string} program
 * @param {string[]} args
 * @returns {Build}
 */
function bundlesMain(program, args) {
  return async (ctx) => {
    await bundle(ctx, program, args);
    copyFileSync(join(ctx.dir, "index.html"), join(ctx.dir, "dist", "index.html"));
  };
}

/**
 * @param {string} tool
 * @returns {Build}
 */
function viteBuild(tool) {
  return (ctx) => bundle(ctx, `${tool}/bin/vite.js`, ["build"]);
}

/**
 * @param {string} tool
 * @returns {Row["run"]}
 */
function viteDev(tool) {
  return async (ctx) => {
    const program = join(ctx.tools, tool, "bin/vite.js");
    const args = [program, "--host", "127.0.0.1", "--port", "0"];
    const until = /http:\/\/127\.0\.0\.1:\d+\//;
    const { match } = await ctx.start(process.execPath, args, { until });
    await showsCalls(await chromium(ctx), match[0], ctx.sandbox);
  };
}

function webpackArgs() {
  return ["build", "--mode", "production", "--entry", "./main.js"];
}

/** @param {string} format */
function esbuildArgs(format) {
  return ["main.js", "--bundle", "--minify", "--outfile=dist/main.js", format];
}

/** @type {Row["run"]} */
async function esbuildNode(ctx) {
  const args = ["server.js", "--bundle", "--platform=node", "--outfile=dist/server.cjs"];
  await bundle(ctx, "esbuild/bin/esbuild", args);
  expectLines(await ctx.exec(process.execPath, ["dist/server.cjs"]));
}
