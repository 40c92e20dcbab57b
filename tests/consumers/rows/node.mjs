/** Node: every supported major, the oldest release of all among them. */
import { join } from "node:path";
import { expectLines, expectSuccess, needs, versionOf } from "../helpers.mjs";

/** @typedef {import("../row.mjs").Row} Row */

/** Packages of `tools/` that carry a Node: the lowest of `engines`, then the last of each major. */
const LOWEST = "node18.3";
const NODES = [LOWEST, "node18", "node20", "node22", "node24", "node26"];

/** Those that cannot require an ES module, and so take the CommonJS bundle for `require`. */
const WITH_TWO_CLASSES = [LOWEST, "node18"];

const OK = ["calls ok", "sandbox ok"];

/**
 * The lowest release is named in full, as `engines` does.
 * @param {string} node
 */
const nodeVersion = (node) => (node === LOWEST ? () => "18.3" : versionOf(node));

/**
 * A script of `projects/node/` in several Nodes.
 * @param {string} id
 * @param {string} what
 * @param {string} script
 * @param {{ lines?: string[], nodes?: string[], flags?: string[], row?: Partial<Row> }} [options]
 * @returns {Row[]}
 */
function inNodes(id, what, script, { lines = OK, nodes = NODES, flags = [], row } = {}) {
  return nodes.map((node) => ({
    id: `${node.replace("node", "node-")}-${id}`,
    kind: "Node",
    what,
    files: "projects/node",
    cannot: needs(node),
    version: nodeVersion(node),
    run: async (ctx) => expectLines(await ctx.exec(program(ctx, node), [...flags, script]), lines),
    ...row,
  }));
}

/**
 * @param {import("../row.mjs").RowContext} ctx
 * @param {string} node
 */
const program = ({ tools }, node) => join(tools, node, "bin/node");

/**
 * @param {"esm" | "cjs"} kind
 * @param {string} what
 * @param {string[]} lines
 * @returns {Row}
 */
const typescript = (kind, what, lines) => ({
  id: `typescript-${kind}`,
  kind: "TypeScript",
  what,
  files: `projects/typescript-${kind}`,
  packages: ["@types/node", "undici-types"],
  cannot: needs("node18"),
  version: versionOf("typescript"),
  run: async (ctx) => {
    const tsc = join(ctx.tools, "typescript/bin/tsc");
    expectSuccess(await ctx.exec(process.execPath, [tsc, "--project", "."]), "tsc");
    for (const node of ["node18", "node26"]) {
      expectLines(await ctx.exec(program(ctx, node), ["dist/main.js"]), lines);
    }
  },
});

/** @type {Row} */
const command = {
  id: "node-18.3-command",
  kind: "Node",
  what: "the command `reportei-sandbox`",
  files: "projects/node",
  cannot: needs(LOWEST),
  version: nodeVersion(LOWEST),
  run: async (ctx) => {
    const node = program(ctx, LOWEST);
    const cli = "node_modules/reportei-customers/sandbox/cli.js";
    const until = /sandbox at (\S+) [^]*access token +(\S+)/;
    const { match } = await ctx.start(node, [cli, "--port", "0"], { until });
    const env = { REPORTEI_BASE_URL: match[1] ?? "", REPORTEI_ACCESS_TOKEN: match[2] ?? "" };
    expectLines(await ctx.exec(node, ["import.mjs"], { env }), OK);
    // And to the sandbox that the runner watches.
    expectLines(await ctx.exec(node, ["import.mjs"]), OK);
  },
};

/**
 * Without WebAssembly no call can be made: an application that imports the package goes on, and its
 * calls are those of a Node that has it.
 * @type {Row}
 */
const jitless = {
  id: "node-22-jitless",
  kind: "Node",
  what: "`--jitless`: no WebAssembly, a harmless import, and a constructor that says why",
  files: "projects/node",
  cannot: needs("node22"),
  version: nodeVersion("node22"),
  run: async (ctx) => {
    const node = program(ctx, "node22");
    expectLines(await ctx.exec(node, ["--jitless", "jitless.mjs"]), ["says why"]);
    expectLines(await ctx.exec(node, ["import.mjs"]), OK);
  },
};

/** @type {Row[]} */
export const rows = [
  ...inNodes("esm", "`import`", "import.mjs"),
  ...inNodes("cjs", "`require`", "require.cjs"),
  ...inNodes("both", "`import` and `require` in one process: one class", "both.mjs", {
    nodes: NODES.filter((node) => !WITH_TWO_CLASSES.includes(node)),
    lines: ["calls ok", "one class"],
  }),
  ...inNodes("both", "`import` and `require` in one process: a class each", "both.mjs", {
    nodes: WITH_TWO_CLASSES,
    lines: ["calls ok", "two classes"],
  }),
  ...inNodes("worker", "worker threads", "worker.mjs"),
  ...inNodes("copies", "two copies of the package in one process", "copies.mjs", {
    lines: ["calls ok"],
    nodes: [LOWEST, "node22", "node26"],
  }),
  ...inNodes("reload", "reloaded modules", "reload.mjs", {
    lines: ["calls ok"],
    nodes: [LOWEST, "node22", "node26"],
  }),
  ...inNodes("frozen", "`--frozen-intrinsics`", "frozen.mjs", {
    flags: ["--frozen-intrinsics"],
    lines: [...OK, "more ok"],
    nodes: ["node20", "node22", "node26"],
  }),
  jitless,
  command,
  ...["before", "after"].flatMap((when) =>
    inNodes(`ses-${when}`, `SES, \`lockdown()\` ${when} the import`, `${when}.mjs`, {
      lines: [...OK, "more ok"],
      nodes: ["node22"],
      row: {
        kind: "Hardened JavaScript",
        files: ["projects/node", "projects/ses"],
        packages: ["ses"],
        version: versionOf("ses"),
      },
    }),
  ),
  typescript("esm", "compiled to ES modules", OK),
  typescript("cjs", "compiled to CommonJS", [...OK, "compiled to CommonJS"]),
];
