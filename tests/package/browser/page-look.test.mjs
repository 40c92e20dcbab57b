// How the page of `examples-web/page` looks: to axe, to a narrow window, and where a script is missing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import test from "node:test";
import { NO_WORD, create, open, storeToken, tokenDialog } from "../helpers/page.mjs";

/** @typedef {import("playwright-core").Page} Page */

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

for (const path of ["/page.js", "/pkg/index.js", "/pkg/error.js"]) {
  test(`without ${path} the page says that it does not work, and creates nothing`, async (context) => {
    const { page } = await open(context, {
      prepare: (page) => page.route(`**${path}`, (route) => route.fulfill({ status: 404 })),
    });
    await page.getByText(/This page does not work: .*page\.js did not load/).waitFor();
    assert.ok(await page.getByRole("button", { name: "Create customer" }).isDisabled());
  });
}

test("a script that throws is said too", async (context) => {
  const { page } = await open(context, {
    prepare: (page) =>
      page.route("**/page.js", (route) =>
        route.fulfill({ contentType: "text/javascript", body: 'throw new Error("broken")' }),
      ),
  });
  await page.getByText("This page does not work: Uncaught Error: broken").waitFor();
});

for (const width of [320, 768, 1440]) {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    test(`at ${width} pixels, ${colorScheme}, axe finds nothing and nothing moves or sticks out`, async (context) => {
      const { page, sandbox } = await open(context, {
        viewport: { width, height: 800 },
        colorScheme,
        prepare: (page) => page.addInitScript(watchShifts),
      });
      await page.getByText("1–15 of 40").waitFor();
      assert.equal(await page.evaluate("shifts()"), 0);
      await holdsUp(page);
      await create(page, "W".repeat(255));
      await tokenDialog(page).waitFor();
      await holdsUp(page);
      await storeToken(page);
      await page.getByText("The customer was created").waitFor();
      await page.getByRole("link", { name: "Last" }).click();
      await page.getByText("W".repeat(255)).waitFor();
      sandbox.inject({ method: "POST", fault: NO_WORD });
      await create(page, "Talvez");
      await page.getByText("The customer may have been created").waitFor();
      // A narrow window has no room for so long a sentence.
      if (width > 320) assert.equal(await page.evaluate("shifts()"), 0);
      await page.getByText("Details of the last error").click();
      await holdsUp(page);
    });
  }
}

/** Runs in the page. */
function watchShifts() {
  let sum = 0;
  const add = (/** @type {any[]} */ entries) => entries.forEach(({ value }) => (sum += value));
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: "layout-shift", buffered: true });
  Object.assign(window, { shifts: () => (add(observer.takeRecords()), sum) });
}

/** @param {Page} page */
async function holdsUp(page) {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { violations } = await /** @type {any} */ (window).axe.run();
    return violations.map((/** @type {any} */ { id, nodes }) => [id, nodes[0].failureSummary]);
  });
  assert.deepEqual(violations, []);
  const beyond = await page.evaluate(() => {
    const boxes = [document.documentElement, ...document.querySelectorAll("dialog")];
    return boxes.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  });
  assert.deepEqual(beyond, [0, 0], "the page or its dialog scrolls sideways");
}
