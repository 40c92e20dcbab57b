// What an import of the package costs its users, against what it may cost.
import assert from "node:assert/strict";
import test from "node:test";
import { WAYS, sizesOf } from "../../pkg-template/scripts/sizes.mjs";
import { packageDir } from "../package/helpers/installed.mjs";

for (const { most, ...way } of WAYS) {
  if (most === undefined) continue;
  test(`${way.name} stays within its budget`, async () => {
    const { brotli } = await sizesOf(way, packageDir);
    assert.ok(brotli <= most, `${brotli} bytes with brotli, and the budget is ${most}`);
  });
}
