// The examples for Deno and Bun, in these.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { sandboxFor } from "../package/helpers/installed.mjs";
import { start, tools } from "./scripts.mjs";

const deno = join(tools, "@deno/linux-x64-glibc/deno");
const bun = join(tools, "@oven/bun-linux-x64/bin/bun");
const env = { DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
const noDeno = !existsSync(deno) && "Deno has no program for this platform.";
const noBun = !existsSync(bun) && "Bun has no program for this platform.";

/** Those that its head names, for another host. @param {string} apiUrl */
const permissions = (apiUrl) => [
  `--allow-net=${new URL(apiUrl).host}`,
  "--allow-env=REPORTEI_ACCESS_TOKEN,REPORTEI_BASE_URL",
];

test(
  "in Deno it counts customers by state, with no other permission",
  { skip: noDeno },
  async (t) => {
    const sandbox = await sandboxFor(t, { customers: 230 });
    const args = [
      "run",
      "--cached-only",
      "--check",
      "--no-prompt",
      ...permissions(sandbox.apiUrl),
      "deno.ts",
    ];
    const { code, stdout, stderr } = await start([deno, ...args], { sandbox, env }).ended;
    assert.equal(code, 0, stderr);
    const [paying, trial, expired, none] = [...stdout.matchAll(/\d+/g)].map(Number);
    assert.match(stdout, /paying: \d+, trial: \d+, expired: \d+, none: \d+/);
    assert.equal((paying ?? 0) + (trial ?? 0) + (expired ?? 0) + (none ?? 0), 230);
  },
);

test("in Deno a failure is a sentence and an exit code", { skip: noDeno }, async (t) => {
  const { apiUrl } = await sandboxFor(t);
  const sandbox = { apiUrl, accessToken: "wrong" };
  const args = ["run", "--cached-only", "--no-prompt", ...permissions(apiUrl), "deno.ts"];
  const { code, stderr } = await start([deno, ...args], { sandbox, env }).ended;
  assert.deepEqual([code, /^authentication: /m.test(stderr)], [1, true], stderr);
});

test("in Bun it shows the newest customers as a table", { skip: noBun }, async (t) => {
  const data = [
    { name: "Old", created_at: "2024-01-01 00:00:00" },
    { name: "Newest", created_at: "2024-03-01 00:00:00" },
    { name: "Newer", created_at: "2024-02-01 00:00:00" },
  ];
  const sandbox = await sandboxFor(t, { customers: undefined, data });
  const { code, stdout, stderr } = await start([bun, "bun.ts", "2"], { sandbox, env }).ended;
  assert.equal(code, 0, stderr);
  assert.deepEqual(stdout.match(/Old|Newest|Newer/g), ["Newest", "Newer"]);
});

test("in Bun a failure is a sentence and an exit code", { skip: noBun }, async (t) => {
  const { apiUrl } = await sandboxFor(t);
  const sandbox = { apiUrl, accessToken: "wrong" };
  const { code, stderr } = await start([bun, "bun.ts"], { sandbox, env }).ended;
  assert.deepEqual([code, /^authentication: /m.test(stderr)], [1, true], stderr);
});
