// The example import in processes that are killed. `npm run kills` does it more often.
import assert from "node:assert/strict";
import test from "node:test";
import { killImports } from "./killed-imports.mjs";

test("killed at any moment, it doubles no customer and loses no token", async () => {
  const { kills, runs, orphaned, ...verdicts } = await killImports({ kills: 15, seed: 1 });
  assert.deepEqual(verdicts, {
    doubled: 0,
    missing: 0,
    withoutToken: 0,
    othersGone: 0,
    storedGone: 0,
  });
  assert.ok(kills >= 15 && runs > kills);
  // Some kills fell between a creation and the arrival of its answer.
  assert.ok(orphaned > 0);
});
