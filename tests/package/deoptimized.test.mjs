// V8 may throw away optimized code at any moment, also while wasm runs that it called.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { packageDir } from "./helpers/installed.mjs";
import { UUID } from "./helpers/stubbed.mjs";

const ENTRY = pathToFileURL(join(packageDir, "index.js")).href;
const STUBBED = new URL("helpers/stubbed.mjs", import.meta.url).href;

/** In V8's own language for its tests, which says when code is optimized, and when it is not. */
const PROGRAM = `
  import { ReporteiCustomers } from "${ENTRY}";
  import { UUID, success } from "${STUBBED}";
  let isLast = false;
  const fetch = (url, init) => {
    if (isLast) %DeoptimizeFunction(show);
    return success(url, init);
  };
  const reportei = new ReporteiCustomers({ accessToken: "t", fetch });
  function show() {
    return reportei.show(UUID);
  }
  %PrepareFunctionForOptimization(show);
  for (let turn = 0; turn < 300; turn++) await show();
  %OptimizeFunctionOnNextCall(show);
  await show();
  isLast = true;
  console.log((await show()).uuid);
`;

test("code that is thrown away under a call goes on, and the process with it", () => {
  const args = ["--allow-natives-syntax", "--input-type=module", "--eval", PROGRAM];
  const output = execFileSync(process.execPath, args, { encoding: "utf8", stdio: "pipe" });
  assert.equal(output, `${UUID}\n`);
});
