/** What it is to use: without a mouse, on a phone, in the dark, with a screen reader, in haste. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { assertAccessible, choose, firstName, openConsole, rows } from "./helpers/browser.mjs";
import { assertStates } from "./helpers/states.mjs";

/** @typedef {import("./helpers/browser.mjs").Page} Page */
/** @param {Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.outerHTML ?? "");

// The other tests look at the light page. All colours and widths are the grid's, `npm run test:console`.
test("no state has an axe violation or is cut off: forced colours, 320 px", (t) =>
  assertStates(t, "forced", 320));

test("the sign-in page has no axe violation", async (t) => {
  const { page } = await openConsole(t, { signedIn: false });
  await page.getByLabel("Password", { exact: true }).waitFor();
  await assertAccessible(page, "the sign-in page");
});

test("a double click on Cancel does nothing to what lies beneath", async (t) => {
  const { page } = await openConsole(t);
  await choose(page, await firstName(page), /^Rename/);
  const cancel = page.getByRole("dialog").getByRole("button", { name: "Cancel" });
  const box = await cancel.boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.clock.install();
  await page.clock.pauseAt(Date.now() + 1_000);
  await page.mouse.click(x, y);
  await page.clock.runFor(200);
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.mouse.click(x, y);
  assert.equal(new URL(page.url()).pathname, "/customers");
  // The same place is one that opens a customer, for a click that was meant for it.
  await page.clock.runFor(400);
  await page.mouse.click(x, y);
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}/);
});

test("the list is one Tab stop, arrow keys lead through it, and Enter opens", async (t) => {
  const { page } = await openConsole(t);
  await rows(page).first().waitFor();
  assert.equal(await page.locator('tbody [tabindex="0"]').count(), 1);
  await page.locator('tbody [tabindex="0"]').focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  const third = (await rows(page).nth(2).locator("bdi").textContent()) ?? "";
  assert.ok((await focused(page)).includes(third));
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(page), /^<time/);
  await page.getByRole("tooltip").waitFor();
  await page.keyboard.press("End");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => !document.activeElement?.closest("table")), true);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}/);
});

test("keys turn pages, and do nothing while something is typed", async (t) => {
  const { page } = await openConsole(t);
  await page.getByText("1–25 of 40").waitFor();
  await page.keyboard.press("]");
  await page.getByText("26–40 of 40").waitFor();
  await page.keyboard.press("]");
  await page.getByText("26–40 of 40").waitFor();
  await page.keyboard.press("[");
  await page.getByText("1–25 of 40").waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("n?]");
  assert.equal(await page.getByRole("searchbox").inputValue(), "n?]");
  assert.equal(await page.getByRole("dialog").count(), 0);
});

for (const [width, height] of /** @type {[number, number][]} */ ([
  [375, 812],
  [1440, 900],
])) {
  test(`nothing moves while the page loads, at ${width} px`, async (t) => {
    const { page } = await openConsole(t, { context: { viewport: { width, height } } });
    await rows(page).first().waitFor();
    await page.reload();
    await rows(page).first().waitFor();
    const shift = await page.evaluate(
      () =>
        new Promise((resolve) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += Reflect.get(entry, "value");
          }).observe({ type: "layout-shift", buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum)));
        }),
    );
    assert.ok(Number(shift) <= 0.05, `layout shift ${shift}`);
  });
}

test("in forced colours a chosen state and a row with the focus can be told", async (t) => {
  const { page } = await openConsole(t, { context: { forcedColors: "active" } });
  await rows(page).first().waitFor();
  const outline = (/** @type {string} */ selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((node) => getComputedStyle(node).outlineStyle);
  assert.equal(await outline('[aria-pressed="true"]'), "solid");
  await page.locator('tbody [tabindex="0"]').focus();
  assert.equal(await outline("tbody tr:focus-within"), "solid");
});
