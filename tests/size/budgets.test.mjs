// What an import of the package costs its users, against what it may cost.
import assert from "node:assert/strict";
import test from "node:test";
import { WAYS, sizesOf } from "../../pkg-template/scripts/sizes.mjs";
import { packageDir } from "../package/helpers/installed.mjs";

for (const { most = {}, ...way } of WAYS) {
  if (Object.keys(most).length === 0) continue;
  test(`${way.name} stays within its budget`, async () => {
    const sizes = await sizesOf(way, packageDir);
    const over = Object.entries(sizes).filter(
      ([how, size]) => size > (most[/** @type {keyof typeof most} */ (how)] ?? Infinity),
    );
    assert.deepEqual(Object.fromEntries(over), {}, `the budget is ${JSON.stringify(most)}`);
  });
}
