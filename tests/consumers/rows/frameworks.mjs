/** Frameworks that put something of theirs between the package and its user. */
import { join } from "node:path";
import { answers, expectLines, needs, rareVersionOf, versionOf } from "../helpers.mjs";

/** @typedef {import("../row.mjs").Row} Row */

const NODE = "node22";

/** @type {Row[]} */
export const rows = [
  {
    id: "vue",
    kind: "Vue",
    what: "a client in `reactive` state",
    files: ["projects/node", "projects/vue"],
    packages: ["vue"],
    cannot: needs(NODE),
    version: versionOf("vue"),
    run: async ({ tools, exec }) => {
      const lines = ["calls ok", "more ok", "freed"];
      expectLines(await exec(join(tools, NODE, "bin/node"), ["main.mjs"]), lines);
    },
  },
  {
    id: "sveltekit",
    kind: "SvelteKit",
    what: "a universal `load`, with its `fetch`",
    files: "projects/sveltekit",
    packages: ["@sveltejs/kit", "@sveltejs/vite-plugin-svelte", "svelte", "vite"],
    rare: true,
    cannot: needs(NODE),
    version: rareVersionOf("@sveltejs/kit"),
    run: async ({ tools, start, sandbox: { apiUrl, accessToken } }) => {
      const args = ["node_modules/vite/bin/vite.js", "--host", "127.0.0.1", "--port", "0"];
      const until = /http:\/\/127\.0\.0\.1:\d+\//;
      const { match } = await start(join(tools, NODE, "bin/node"), args, { until });
      const options = new URLSearchParams({ baseUrl: apiUrl, accessToken });
      await answers(`${match[0]}?${options}`, "calls ok, guarded: true");
    },
  },
];
