/** Node: every supported major, the oldest and the newest release among them. */
import { join } from "node:path";
import { expectLines, needs, versionOf } from "../helpers.mjs";

/** Packages of `tools/` that carry a Node of that version. */
const NODES = ["node18.0", "node18", "node20", "node22", "node24", "node26"];

const OK = ["seven calls ok", "sandbox ok"];

/** @type {(id: string, what: string, script: string) => import("../row.mjs").Row[]} */
const inEveryNode = (id, what, script) =>
  NODES.map((node) => ({
    id: `${node.replace("node", "node-")}-${id}`,
    kind: "Node",
    what,
    files: "projects/node",
    cannot: needs(node),
    version: versionOf(node),
    run: async ({ tools, exec }) =>
      expectLines(await exec(join(tools, node, "bin/node"), [script]), OK),
  }));

/** @type {import("../row.mjs").Row[]} */
export const rows = [
  ...inEveryNode("esm", "`import`", "import.mjs"),
  ...inEveryNode("cjs", "`require`", "require.cjs"),
];
