/** What is changed: of one customer, of many, and by two people at once. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { customersOf } from "../server/helpers/upstream.mjs";
import {
  assertNoToken,
  choose,
  firstName,
  focusOn,
  holdBack,
  openConsole,
  rows,
} from "./helpers/browser.mjs";

/** @param {import("./helpers/browser.mjs").Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.outerHTML ?? "");
const writesOf = (/** @type {import("./helpers/browser.mjs").Upstream} */ { received }) =>
  received.filter(({ method }) => method !== "GET");

test("a rename shows at once, and the focus is where it was", async (t) => {
  const { page, complaints } = await openConsole(t);
  const name = await firstName(page);
  await choose(page, name, /^Rename/);
  await page.getByLabel("Name", { exact: true }).fill("Novo Nome");
  await page.keyboard.press("Enter");
  await rows(page, "Novo Nome").waitFor();
  await focusOn(page, "Actions for Novo Nome");
  assert.deepEqual(complaints, []);
});

test("a name that is empty, too long or the same is said at the field, and nothing is sent", async (t) => {
  const { page, upstream } = await openConsole(t);
  const name = await firstName(page);
  await choose(page, name, /^Rename/);
  const field = page.getByLabel("Name", { exact: true });
  for (const [typed, said] of [
    ["   ", "Enter a name."],
    ["W".repeat(256), "A name has at most 255 characters."],
    [name, "That is its name already."],
  ]) {
    await field.fill(typed ?? "");
    await page.keyboard.press("Enter");
    await page
      .getByRole("dialog")
      .getByText(said ?? "")
      .waitFor();
    assert.equal(await field.getAttribute("aria-invalid"), "true");
    assert.match(await focused(page), /^<input/);
  }
  assert.deepEqual(writesOf(upstream), []);
});

test("a rename does not overwrite one that somebody else made meanwhile", async (t) => {
  const { page, tab, upstream } = await openConsole(t);
  const name = await firstName(page);
  await choose(page, name, /^Rename/);
  const other = await tab();
  await choose(other, name, /^Rename/);
  await other.getByLabel("Name", { exact: true }).fill("Of the other");
  await other.keyboard.press("Enter");
  await rows(other, "Of the other").waitFor();

  await page.getByLabel("Name", { exact: true }).fill("Mine");
  await page.keyboard.press("Enter");
  await page.getByText("Meanwhile somebody renamed it to Of the other").waitFor();
  assert.equal(writesOf(upstream).length, 1);
  await page.getByRole("button", { name: "Rename it all the same" }).press("Enter");
  await rows(page, "Mine").waitFor();
});

test("a payment is asked about, shows at once, and is undone", async (t) => {
  const { page, upstream } = await openConsole(t, { path: "/customers?state=trial" });
  const name = await firstName(page);
  await choose(page, name, /^Mark as paying/);
  assert.deepEqual(writesOf(upstream), []);
  await page.getByRole("dialog").getByRole("button", { name: "Mark as paying" }).press("Enter");
  await rows(page, name).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Undo", exact: true }).press("Enter");
  await rows(page, name).waitFor();
  assert.deepEqual(
    writesOf(upstream).map(({ body }) => JSON.parse(body).is_paying),
    [true, false],
  );
});

test("a customer is deleted once its name is typed, and the next row has the focus", async (t) => {
  const { page, upstream } = await openConsole(t);
  const name = await firstName(page);
  const next = (await rows(page).nth(1).locator("bdi").textContent()) ?? "";
  await choose(page, name, /^Delete/);
  await page.getByRole("dialog").getByRole("textbox").fill(name.slice(1));
  await page.keyboard.press("Enter");
  await page.getByText("This is not what is asked for.").waitFor();
  assert.deepEqual(writesOf(upstream), []);
  await page.getByRole("dialog").getByRole("textbox").fill(name);
  await page.keyboard.press("Enter");
  await rows(page, name).waitFor({ state: "detached" });
  await focusOn(page, `Actions for ${next}`);
});

test("deleting whom somebody else deleted is done, and says so", async (t) => {
  const { page, upstream } = await openConsole(t);
  const name = await firstName(page);
  await choose(page, name, /^Delete/);
  const { uuid } = (await customersOf(upstream)).find((customer) => customer.name === name) ?? {};
  await upstream.sandbox.fetch(`https://sandbox.test/api/customers/${uuid}`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${upstream.sandbox.accessToken}` },
  });
  await page.getByRole("dialog").getByRole("textbox").fill(name);
  await page.keyboard.press("Enter");
  await page.getByText("Somebody had deleted it already").waitFor();
  await rows(page, name).waitFor({ state: "detached" });
});

test("many are deleted with progress, stopped, and the others taken up again", async (t) => {
  const { page, upstream } = await openConsole(t);
  await page.getByRole("checkbox", { name: "Select all on this page" }).check();
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill("24");
  await page.keyboard.press("Enter");
  await page.getByText("This is not the number.").waitFor();
  let deletions = 0;
  const release = holdBack(upstream, ({ method }) => method === "DELETE" && ++deletions > 3);
  await dialog.getByRole("textbox").fill("25");
  await page.keyboard.press("Enter");
  await dialog.getByText("3 of 25 done").waitFor();
  await dialog.getByRole("button", { name: "Stop" }).press("Enter");
  await dialog.getByText("3 customers are deleted.").waitFor();
  await dialog.getByText("17 others").waitFor();
  await dialog.getByText("5 failed or are not certain:").waitFor();
  release();
  await dialog.getByRole("button", { name: "Do the other 22" }).press("Enter");
  await dialog.getByText("25 customers are deleted.").waitFor();
  await dialog.getByRole("button", { name: "Close", exact: true }).last().click();
  await page.getByText("1–15 of 15").waitFor();
  assert.equal((await customersOf(upstream)).length, 15);
});

test("a customer is created on the server, and its token never comes to the page", async (t) => {
  const { page, complaints } = await openConsole(t);
  await rows(page).first().waitFor();
  await page.keyboard.press("n");
  await page.getByLabel("Name", { exact: true }).fill("  ");
  await page.keyboard.press("Enter");
  await page.getByText("Enter a name.").waitFor();
  await page.getByLabel("Name", { exact: true }).fill("Ateliê Jacarandá");
  await page.keyboard.press("Enter");
  await page.getByText("Its token is stored.", { exact: true }).waitFor();
  await assertNoToken(page);
  await page.getByRole("link", { name: "To the customers" }).click();
  // The rows of before are there until the list has been read again.
  await rows(page, "Ateliê Jacarandá").waitFor();
  assert.equal(await firstName(page), "Ateliê Jacarandá");
  assert.deepEqual(complaints, []);
});

test("many are created with progress, stopped, and the others created, each once", async (t) => {
  const { page, upstream } = await openConsole(t, { path: "/new" });
  let creations = 0;
  const release = holdBack(upstream, ({ method }) => method === "POST" && ++creations > 7);
  await page.getByRole("button", { name: "Create many from a list" }).click();
  const names = Array.from({ length: 30 }, (_, index) => `Loja ${index}`);
  await page.getByLabel("Names").fill(names.join("\n"));
  await page.getByRole("button", { name: "Create 30 customers" }).click();
  await page.getByText("7 of 30 done").waitFor();
  await page.getByRole("button", { name: "Stop" }).press("Enter");
  release();
  await page.getByText("Stopped", { exact: true }).waitFor();
  await page.getByRole("button", { name: "Create the others" }).click();
  await page.getByText("30 of 30 created").waitFor();
  const made = (await customersOf(upstream)).filter(({ name }) => name.startsWith("Loja "));
  assert.deepEqual(made.map(({ name }) => name).toSorted(), names.toSorted());
});

test("names whose answer was lost are sent again, and nobody is created twice", async (t) => {
  const { page, upstream } = await openConsole(t, { path: "/new" });
  let lost = false;
  await page.route("**/creations", async (route) => {
    if (route.request().method() !== "POST" || lost) return route.continue();
    lost = true;
    await route.fetch();
    await route.abort();
  });
  await page.getByLabel("Name", { exact: true }).fill("Once");
  await page.keyboard.press("Enter");
  await page.getByText("the same names are not created twice").waitFor();
  await page.getByRole("button", { name: "Create the customer" }).click();
  await page.getByText("Its token is stored.", { exact: true }).waitFor();
  const made = (await customersOf(upstream)).filter(({ name }) => name === "Once");
  assert.equal(made.length, 1);
});

test("closing the tab while customers are created is asked about", async (t) => {
  const { page, upstream } = await openConsole(t, { path: "/new" });
  const release = holdBack(upstream, ({ method }) => method === "POST");
  await page.getByLabel("Name", { exact: true }).fill("Slow");
  await page.keyboard.press("Enter");
  await page.getByText("the server goes on").waitFor();
  const asked = page.waitForEvent("dialog");
  const closing = page.close({ runBeforeUnload: true });
  const dialog = await asked;
  assert.equal(dialog.type(), "beforeunload");
  await dialog.dismiss();
  await closing;
  release();
});

test("a creation without an answer is looked for, deleted and made anew", async (t) => {
  const { page, upstream } = await openConsole(t, { path: "/new" });
  upstream.sandbox.inject({
    method: "POST",
    path: "/customers",
    times: 1,
    fault: { kind: "lost" },
  });
  await page.getByLabel("Name", { exact: true }).fill("Twice");
  await page.keyboard.press("Enter");
  await page.getByText("This customer was created, but nobody has its token.").waitFor();
  await page.getByRole("button", { name: "Delete and create anew" }).press("Enter");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: "Delete and create anew" })
    .press("Enter");
  await page.getByText("Its token is stored.", { exact: true }).waitFor();
  const made = (await customersOf(upstream)).filter(({ name }) => name === "Twice");
  assert.equal(made.length, 1);
});
