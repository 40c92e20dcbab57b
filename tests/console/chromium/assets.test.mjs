/** What the page loads: as little as can be, once, and compressed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openConsole, rows } from "./helpers/browser.mjs";

test("each file comes compressed, and is kept", async (t) => {
  const { page, url } = await openConsole(t);
  await rows(page).first().waitFor();
  const files = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname),
  );
  const assets = files.filter((path) => path.startsWith("/assets/"));
  assert.ok(assets.some((path) => path.endsWith(".wasm")));
  assert.ok(assets.some((path) => path.endsWith(".js")));
  assert.ok(assets.some((path) => path.endsWith(".css")));
  for (const encoding of ["br", "gzip"]) {
    for (const path of assets) {
      const response = await fetch(url + path, { headers: { "accept-encoding": encoding } });
      assert.equal(response.headers.get("content-encoding"), encoding, path);
      assert.match(response.headers.get("cache-control") ?? "", /immutable/);
      const type = response.headers.get("content-type") ?? "";
      if (path.endsWith(".wasm")) assert.equal(type, "application/wasm");
      assert.ok((await response.arrayBuffer()).byteLength > 0);
    }
  }
});

test("no chart is loaded before the overview", async (t) => {
  const { page } = await openConsole(t);
  await rows(page).first().waitFor();
  const chart = page.waitForResponse(/OverviewPage-.*\.js$/);
  /** @type {string[]} */
  const loaded = await page.evaluate(() =>
    performance.getEntriesByType("resource").map(({ name }) => name),
  );
  assert.ok(!loaded.some((name) => name.includes("Overview")));
  await page.getByRole("link", { name: "Overview" }).click();
  await chart;
});
