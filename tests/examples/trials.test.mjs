// The example that shows whose trial ends when.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { sandboxFor } from "../package/helpers/installed.mjs";
import { folderFor, runScript } from "./scripts.mjs";

const DAY_MS = 86_400_000;
const TODAY = Math.floor(Date.now() / DAY_MS) * DAY_MS;

/** The end of a day in UTC, as the API writes it. @param {number} ahead */
const endOfDay = (ahead) =>
  new Date(TODAY + (ahead + 1) * DAY_MS - 1_000).toISOString().slice(0, 19).replace("T", " ");

const data = [
  { name: "In five days", trial_ends_at: endOfDay(5), is_paying: false },
  { name: "In three \u001b[31mdays", trial_ends_at: endOfDay(3), is_paying: false },
  { name: "In three days too", trial_ends_at: endOfDay(3), is_paying: false },
  { name: "Over", trial_ends_at: endOfDay(-2), is_paying: false },
  { name: "Pays", trial_ends_at: endOfDay(3), is_paying: true },
  { name: "Much later", trial_ends_at: endOfDay(40), is_paying: false },
];

test("it lists the trials that end soon, by their end, and charts them", async (context) => {
  const sandbox = await sandboxFor(context, { customers: undefined, data });
  const svg = join(folderFor(context), "trials.svg");
  const { code, stdout, stderr } = await runScript("trials.mjs", ["--svg", svg], { sandbox });
  assert.equal(code, 0, stderr);
  const names = [...stdout.matchAll(/in (\d+) days  (.*)/g)].map(([, days, name]) => [days, name]);
  assert.deepEqual(
    names.map(([days]) => days),
    ["3", "3", "5"],
  );
  assert.deepEqual(names[2], ["5", "In five days"]);
  assert.ok(!stdout.includes("\u001b"));
  assert.match(stdout, /^3 trials end within 14 days$/m);
  const bars = [...stdout.matchAll(/^(\d{4}-\d\d-\d\d) .*?(█*) (\d)$/gm)];
  assert.equal(bars.length, 14);
  assert.deepEqual(bars.map(([, , , count]) => count).join(""), "00020100000000");
  assert.equal(bars[3]?.[2]?.length, 2 * (bars[5]?.[2]?.length ?? 0));
  const drawn = readFileSync(svg, "utf8");
  assert.match(drawn, /^<svg [^]*<\/svg>$/);
  assert.match(drawn, new RegExp(`day: ${endOfDay(3).slice(0, 10)}; trials: 2`));
});

test("a wrong number of days is a wrong argument", async () => {
  const { code, stderr } = await runScript("trials.mjs", ["--days", "0"]);
  assert.deepEqual([code, /^Usage: node trials\.mjs/m.test(stderr)], [2, true]);
});
