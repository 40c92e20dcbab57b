/** A change of many customers at once: its progress, what stops it, and what becomes of each. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { customersOf } from "../server/helpers/upstream.mjs";
import { assertAccessible, holdBack, openConsole, rows } from "./helpers/browser.mjs";

/**
 * Selects the page's 25 customers, and asks for a change of them.
 * @param {import("./helpers/browser.mjs").Page} page
 * @param {string} change
 */
async function begin(page, change) {
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("button", { name: change, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

test("many are marked as paying with progress, stopped, and the others taken up again", async (t) => {
  const { page, upstream } = await openConsole(t);
  await rows(page).first().waitFor();
  const uuids = await rows(page).evaluateAll((all) => all.map((row) => row.dataset["row"]));
  const dialog = await begin(page, "Mark as paying");
  await dialog.getByText("and 20 others").waitFor();
  await assertAccessible(page, "the question");
  let changes = 0;
  const release = holdBack(upstream, ({ method }) => method === "POST" && ++changes > 3);
  await dialog.getByRole("button", { name: "Mark 25 as paying" }).press("Enter");
  await dialog.getByText("3 of 25 done").waitFor();
  await assertAccessible(page, "the progress");
  await page.keyboard.press("Escape");
  await dialog.getByRole("button", { name: "Stop" }).press("Enter");
  await dialog.getByText("3 customers are marked as paying.").waitFor();
  await dialog.getByText("17 others").waitFor();
  await dialog.getByText("Called off, but the change may have been made").first().waitFor();
  await assertAccessible(page, "the results");
  release();
  await dialog.getByRole("button", { name: "Do the other 22" }).press("Enter");
  await dialog.getByText("25 customers are marked as paying.").waitFor();
  const paying = (await customersOf(upstream)).filter((each) => Reflect.get(each, "is_paying"));
  const marked = new Set(paying.map(({ uuid }) => uuid));
  assert.deepEqual(
    uuids.filter((uuid) => !marked.has(uuid ?? "")),
    [],
  );
});

test("a rate limit in the middle of it is waited for, and everybody is marked", async (t) => {
  const { page, upstream } = await openConsole(t);
  await rows(page).first().waitFor();
  const dialog = await begin(page, "Mark as not paying");
  let changes = 0;
  upstream.hooks.answer = ({ method }, response) => {
    if (method !== "POST" || ++changes !== 5) return false;
    response.writeHead(429, { "content-type": "application/json", "retry-after": "5" }).end("{}");
    return true;
  };
  await dialog.getByRole("button", { name: "Mark 25 as not paying" }).press("Enter");
  await dialog.getByText(/The API asked us to wait: \d s/).waitFor();
  await dialog.getByText("25 customers are marked as not paying.").waitFor();
  assert.equal(changes, 26);
});

test("a refusal is said with its customer, and only the refused ones are sent again", async (t) => {
  const { page, upstream } = await openConsole(t);
  await rows(page).first().waitFor();
  const name = (await rows(page).nth(1).locator("bdi").textContent()) ?? "";
  const uuid = (await rows(page).nth(1).getAttribute("data-row")) ?? "";
  const dialog = await begin(page, "Mark as paying");
  upstream.hooks.answer = ({ method, url }, response) => {
    if (method !== "POST" || !url.includes(uuid)) return false;
    response.writeHead(403, { "content-type": "application/json" }).end("{}");
    return true;
  };
  await dialog.getByRole("button", { name: "Mark 25 as paying" }).press("Enter");
  await dialog.getByText("24 customers are marked as paying.").waitFor();
  await dialog
    .getByRole("listitem")
    .filter({ hasText: name })
    .getByText("The API does not allow this")
    .waitFor();
  delete upstream.hooks.answer;
  const before = upstream.received.filter(({ method }) => method === "POST").length;
  await dialog.getByRole("button", { name: "Do the other 1", exact: true }).press("Enter");
  await dialog.getByText("25 customers are marked as paying.").waitFor();
  const after = upstream.received.filter(({ method }) => method === "POST").length;
  assert.equal(after - before, 1);
});
