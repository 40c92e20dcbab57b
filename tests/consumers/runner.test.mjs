// A runner that said yes to everything would look just as well: these rows have to fail.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { packageDir } from "../package/helpers/installed.mjs";
import { tarballOf } from "../run/consumer.mjs";
import { lastRun } from "./last-runs.mjs";
import { runRow } from "./row.mjs";

const ground = {
  tools: "",
  tarball: tarballOf(dirname(dirname(packageDir))),
  packageDir,
  keepFailed: false,
};

/** @param {Partial<import("./row.mjs").Row>} row */
const outcomeOf = (row) =>
  runRow(
    {
      id: "a-row",
      kind: "Row",
      what: "of a test",
      version: () => "1.2.3",
      run: async () => {},
      ...row,
    },
    ground,
  );

test("a consumer that says all is well, and calls nothing, fails", async () => {
  const { result, report } = await outcomeOf({});
  assert.equal(result, "failed");
  assert.match(report, /The sandbox answered no list, show, settings, create, update, delete,/);
});

test("a consumer that doesn't end fails, and its programs are ended", async () => {
  let dir = "";
  const { result, report } = await outcomeOf({
    install: "none",
    limitMs: 2_000,
    run: async (ctx) => {
      dir = ctx.dir;
      await ctx.start(process.execPath, ["-e", "console.log('on'); setInterval(() => {}, 1e9)"], {
        until: /on/,
      });
      await new Promise(() => {});
    },
  });
  assert.equal(result, "failed");
  assert.match(report, /No end after 2 s/);
  assert.ok(dir && !existsSync(dir), "its folder is gone");
});

test("a failure shows what the consumer's programs printed", async () => {
  const { result, report } = await outcomeOf({
    install: "none",
    run: async ({ exec }) => {
      const { code } = await exec(process.execPath, [
        "-e",
        "console.log('oh', 40 + 2); process.exit(3)",
      ]);
      throw new Error(`it ended with ${code}`);
    },
  });
  assert.equal(result, "failed");
  assert.match(report, /oh 42\n\(exit code 3\)\n[^]*it ended with 3/);
});

test("a row that can't run says why, and is neither passed nor failed", async () => {
  const { result, report } = await outcomeOf({ cannot: () => "There is no such machine." });
  assert.deepEqual({ result, report }, { result: "cannot", report: "There is no such machine." });
});

test("the consumer has the package that was packed, and nothing else", async () => {
  await outcomeOf({
    run: async ({ dir, exec }) => {
      const listed = await exec("npm", ["ls", "--all", "--parseable"]);
      assert.deepEqual(listed.output.match(/^\/.*$/gm), [
        dir,
        join(dir, "node_modules/reportei-customers"),
      ]);
      throw new Error("seen");
    },
  }).then(({ report }) => assert.match(report, /Error: seen/));
});

test("a rare row that never ran with today's packages has no outcome", () => {
  const row = { id: "a-row", kind: "Row", what: "of a test", version: () => "1.2.3" };
  assert.throws(
    () => lastRun({ ...row, rare: true, run: async () => {} }),
    /npm run where-it-runs/,
  );
});
