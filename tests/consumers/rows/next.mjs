/** Next.js, with either of its bundlers: a client component, a route handler and an edge function. */
import { writeFileSync } from "node:fs";
import { join, parse } from "node:path";
import { chromium } from "../browsers/shared.mjs";
import { showsCalls } from "../browsers/visit.mjs";
import { bundle } from "../bundle.mjs";
import { versionOf } from "../helpers.mjs";

/** @typedef {import("../row.mjs").Row} Row */

const NEXT = "next/dist/bin/next";
const BUILD_MS = 150_000;

/** @type {Row[]} */
export const rows = [
  { id: "next-turbopack", what: "Turbopack", flag: "--turbopack" },
  { id: "next-webpack", what: "webpack", flag: "--webpack" },
].map(({ id, what, flag }) => ({
  id,
  kind: "Next.js",
  what: `${what}: client component, route handler, edge function`,
  files: "projects/next",
  packages: ["next", "react", "react-dom"],
  version: versionOf("next"),
  limitMs: 2 * BUILD_MS,
  run: async (ctx) => {
    const { root } = parse(ctx.dir);
    // Turbopack follows no link out of its root, and Next.js itself is linked here.
    const config = `export default { turbopack: { root: ${JSON.stringify(root)} } };\n`;
    writeFileSync(join(ctx.dir, "next.config.js"), config);
    const env = { NEXT_TELEMETRY_DISABLED: "1" };
    await bundle(ctx, NEXT, ["build", flag], { env, timeoutMs: BUILD_MS });
    const args = [join(ctx.tools, NEXT), "start", "--hostname", "127.0.0.1", "--port", "0"];
    const until = /http:\/\/127\.0\.0\.1:\d+/;
    const { match } = await ctx.start(process.execPath, args, { env, until });
    await showsCalls(await chromium(ctx), `${match[0]}/`, ctx.sandbox);
    for (const path of ["/api/node", "/api/edge"]) {
      const text = await (await fetch(`${match[0]}${path}`)).text();
      if (text !== "calls ok") throw new Error(`${path} answers: ${text}`);
    }
  },
}));
