// `wasm-pack build`, for those who know only that: what it makes can be loaded and used.
import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { root, toolsBin } from "../../pkg-template/scripts/paths.mjs";
import { run } from "../../pkg-template/scripts/run.mjs";

test("wasm-pack build makes a package that works", async () => {
  const dir = join(root, "tests/artifacts/wasm-pack");
  rmSync(dir, { recursive: true, force: true });
  // The target that Node can load by itself. Nothing is to be downloaded.
  const args = ["build", "--target", "web", "--out-dir", dir, "--mode", "no-install"];
  await run(join(toolsBin, "wasm-pack"), args, {
    cwd: root,
    env: { PATH: `${toolsBin}${delimiter}${process.env.PATH}` },
    otherwise: "wasm-pack build failed; see what it says above.",
  });
  const { initSync, ReporteiCustomers } = await import(
    pathToFileURL(join(dir, "reportei_customers.js")).href
  );
  initSync({ module: readFileSync(join(dir, "reportei_customers_bg.wasm")) });
  const reportei = new ReporteiCustomers({
    accessToken: "token",
    fetch: async () => Response.json({ success: true, message: "gone" }),
  });
  const uuid = "00000000-0000-4000-8000-000000000000";
  assert.deepEqual(await reportei.delete(uuid), { success: true, message: "gone" });
});
