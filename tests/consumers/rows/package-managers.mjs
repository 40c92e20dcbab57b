/** Package managers, each of which lays packages out in a way of its own. */
import { copyFileSync, existsSync, lstatSync } from "node:fs";
import { join } from "node:path";
import { expectLines, expectSuccess, needs, versionOf } from "../helpers.mjs";

/** @typedef {import("../row.mjs").Row} Row */
/** @typedef {import("../row.mjs").RowContext} RowContext */

const PNPM = "@pnpm/exe.linux-x64";
const OK = ["calls ok", "sandbox ok"];
const SCRIPTS = ["import.mjs", "require.cjs"];

/**
 * @param {RowContext} ctx
 * @returns {string} The tarball's path in the consumer's folder, which lock files can speak of.
 */
function ownTarball({ dir, tarball }) {
  copyFileSync(tarball, join(dir, "reportei-customers.tgz"));
  return "./reportei-customers.tgz";
}

/** @type {Row} */
const npm = {
  id: "npm",
  kind: "Package manager",
  what: "npm, `install` and `ci`",
  files: "projects/node",
  install: "none",
  ofMachine: true,
  version: async ({ exec }) =>
    /^(\d+\.\d+\.\d+)$/m.exec((await exec("npm", ["--version"])).output)?.[1] ?? "",
  run: async (ctx) => {
    expectSuccess(await ctx.exec("npm", ["install", "--offline", ownTarball(ctx)]), "npm install");
    expectSuccess(await ctx.exec("npm", ["ci", "--offline"]), "npm ci");
    for (const script of SCRIPTS) expectLines(await ctx.exec(process.execPath, [script]), OK);
    const help = await ctx.exec("npx", ["--offline", "reportei-sandbox", "--help"]);
    expectLines(help, ["Usage: npx -p reportei-customers reportei-sandbox"]);
  },
};

/** @type {Row} */
const pnpm = {
  id: "pnpm",
  kind: "Package manager",
  what: "pnpm, with its strict links",
  files: "projects/node",
  install: "none",
  cannot: needs(PNPM),
  version: versionOf(PNPM),
  run: async (ctx) => {
    const program = join(ctx.tools, PNPM, "pnpm");
    const args = ["add", "--offline", "--store-dir", join(ctx.dir, ".store"), ownTarball(ctx)];
    expectSuccess(await ctx.exec(program, args), "pnpm add");
    const linked = lstatSync(join(ctx.dir, "node_modules/reportei-customers")).isSymbolicLink();
    if (!linked) throw new Error("pnpm did not link the package.");
    for (const script of SCRIPTS) expectLines(await ctx.exec(process.execPath, [script]), OK);
    const help = await ctx.exec(program, ["exec", "reportei-sandbox", "--help"]);
    expectLines(help, ["Usage: npx -p reportei-customers reportei-sandbox"]);
  },
};

/** @type {Row} */
const yarn = {
  id: "yarn-pnp",
  kind: "Package manager",
  what: "Yarn, Plug'n'Play: the package stays in its archive",
  files: ["projects/node", "projects/yarn-pnp"],
  install: "none",
  version: versionOf("@yarnpkg/cli-dist"),
  run: async (ctx) => {
    const program = join(ctx.tools, "@yarnpkg/cli-dist/bin/yarn.js");
    /** @type {(...args: string[]) => ReturnType<RowContext["exec"]>} */
    const run = (...args) => ctx.exec(process.execPath, [program, ...args]);
    expectSuccess(await run("add", `reportei-customers@file:${ownTarball(ctx)}`), "yarn add");
    if (existsSync(join(ctx.dir, "node_modules"))) throw new Error("Yarn made node_modules.");
    for (const script of SCRIPTS) expectLines(await run("node", script), OK);
    expectLines(await run("reportei-sandbox", "--help"), [
      "Usage: npx -p reportei-customers reportei-sandbox",
    ]);
  },
};

/** @type {Row[]} */
export const rows = [npm, pnpm, yarn];
