/**
 * Next.js, with either of its bundlers: a client component, a server component that the build renders,
 * a route handler and an edge function.
 */
import { writeFileSync } from "node:fs";
import { join, parse } from "node:path";
import { chromium } from "../browsers/shared.mjs";
import { showsCalls } from "../browsers/visit.mjs";
import { bundle } from "../bundle.mjs";
import { answers, rareVersionOf, versionOf } from "../helpers.mjs";

/** @typedef {import("../row.mjs").Row} Row */

const NEXT = "next/dist/bin/next";
const BUILD_MS = 150_000;
const LISTENS = /http:\/\/127\.0\.0\.1:\d+/;

/**
 * The last that keeps the answers to GET by default.
 * @type {Row}
 */
const next14 = {
  id: "next-14",
  kind: "Next.js",
  what: "webpack: route handlers, whose GETs it caches by default",
  files: "projects/next-14",
  packages: ["next", "react", "react-dom"],
  rare: true,
  version: rareVersionOf("next"),
  run: async (ctx) => {
    const next = join(ctx.packages, "next/dist/bin/next");
    const args = [next, "dev", "--hostname", "127.0.0.1", "--port", "0"];
    const env = { NEXT_TELEMETRY_DISABLED: "1" };
    const { match } = await ctx.start(process.execPath, args, { env, until: LISTENS });
    for (const _time of [1, 2]) {
      await answers(`${match[0]}/api/kept`, '{"before":40,"after":41}');
      await answers(`${match[0]}/api/calls`, "calls ok");
    }
  },
};

/** @type {Row[]} */
const newest = [
  { id: "next-turbopack", what: "Turbopack", flag: "--turbopack" },
  { id: "next-webpack", what: "webpack", flag: "--webpack" },
].map(({ id, what, flag }) => ({
  id,
  kind: "Next.js",
  what: `${what}: client and server component, route handler, edge function`,
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
    const { match } = await ctx.start(process.execPath, args, { env, until: LISTENS });
    await showsCalls(await chromium(ctx), `${match[0]}/`, ctx.sandbox);
    await answers(`${match[0]}/api/node`, "calls ok");
    await answers(`${match[0]}/api/edge`, "calls ok");
    await answers(`${match[0]}/built`, "40 customers");
  },
}));

export const rows = [...newest, next14];
