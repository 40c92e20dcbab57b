/** The overview: its pictures show the numbers of the tables beside them. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { openConsole } from "./helpers/browser.mjs";

for (const name of ["Trials ending", "Sign-ups"]) {
  test(`${name}: a bar for each number, as high as it is large`, async (t) => {
    const { page } = await openConsole(t, { path: "/overview", sandbox: { customers: 140 } });
    const card = page.getByRole("region", { name });
    await card.locator(".recharts-surface").first().waitFor();
    const counts = (await card.locator("tbody td").allTextContents()).map(Number);
    const heights = await card
      .locator(".recharts-bar-rectangle path")
      .evaluateAll((bars) => bars.map((bar) => bar.getBoundingClientRect().height));
    const positive = counts.filter((count) => count > 0);
    assert.ok(positive.length > 1);
    assert.equal(heights.length, positive.length);
    const unit = (heights[0] ?? 0) / (positive[0] ?? 1);
    for (const [index, count] of positive.entries()) {
      assert.ok(Math.abs((heights[index] ?? 0) - count * unit) < 1, `bar ${index} of ${count}`);
    }
    assert.equal(await card.locator(".recharts-curve").count(), 0);
  });
}

test("in forced colours, what is chosen of chart and table is to be seen", async (t) => {
  const context = /** @type {const} */ ({ forcedColors: "active" });
  const { page } = await openConsole(t, { path: "/overview", context });
  const choice = page.getByRole("radiogroup", { name: /Sign-ups/ });
  const picture = async () => (await choice.screenshot()).toString("base64");
  await page.mouse.move(0, 0);
  const chart = await picture();
  await choice.getByText("Table").click();
  await page.mouse.move(0, 0);
  await choice.getByRole("radio", { name: "Table" }).blur();
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
  );
  assert.notEqual(await picture(), chart);
});
