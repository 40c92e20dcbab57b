/** The way in, and the list: what is found, counted, sorted, shown and kept in the URL. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { customersOf } from "../server/helpers/upstream.mjs";
import { assertNoToken, holdBack, openConsole, rows, signIn } from "./helpers/browser.mjs";

test("a wrong password is said at the field, and the right one opens the console", async (t) => {
  const { page, context, complaints } = await openConsole(t, { signedIn: false });
  await signIn(page, "wrong");
  await page.getByText("That is not the password.").waitFor();
  const field = page.getByLabel("Password", { exact: true });
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  await signIn(page);
  await rows(page).first().waitFor();
  const cookies = await context.cookies();
  assert.ok(cookies.length > 0);
  for (const { httpOnly, sameSite } of cookies)
    assert.deepEqual([httpOnly, sameSite], [true, "Strict"]);
  await assertNoToken(page);
  assert.deepEqual(complaints, []);
});

test("whoever is not signed in finds no error in the browser's console", async (t) => {
  const { page, context } = await openConsole(t, { signedIn: false });
  /** @type {string[]} */
  const messages = [];
  context.on("console", (message) => messages.push(message.text()));
  await page.reload();
  await page.getByLabel("Password", { exact: true }).waitFor();
  assert.deepEqual(messages, []);
});

test("who signs out leaves no customer behind, for whoever signs in next neither", async (t) => {
  const { page, upstream } = await openConsole(t);
  await rows(page).first().waitFor();
  await page.getByRole("button", { name: "merchant" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByLabel("Password", { exact: true }).waitFor();
  assert.equal(await rows(page).count(), 0);
  const release = holdBack(upstream, ({ method }) => method === "GET");
  await signIn(page);
  await page.getByRole("img", { name: "The customers are being read" }).waitFor();
  assert.equal(await rows(page).count(), 0);
  release();
  await rows(page).first().waitFor();
});

test("search, state, order, page and page size are in the URL: Back and reload keep them", async (t) => {
  const { page, upstream } = await openConsole(t, { sandbox: { customers: 140 } });
  const all = await customersOf(upstream);
  await page.getByText(`1–25 of ${all.length}`).waitFor();
  assert.equal(new URL(page.url()).search, "");

  await page.getByRole("button", { name: "Next page" }).click();
  await page.getByText(`26–50 of ${all.length}`).waitFor();
  await page.getByRole("columnheader", { name: "Name" }).getByRole("button").click();
  await page.getByText(`1–25 of ${all.length}`).waitFor();
  const names = await rows(page).locator("bdi").allTextContents();
  assert.deepEqual(names, names.toSorted(new Intl.Collator("en", { numeric: true }).compare));

  const { name = "" } = all[7] ?? {};
  await page.keyboard.press("/");
  const plain = name
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .toUpperCase();
  await page.keyboard.type(plain);
  await page.waitForURL(/q=/);
  await rows(page, name).first().waitFor();
  await page.goBack();
  await page.getByText(`1–25 of ${all.length}`).waitFor();

  await page.getByLabel("Page, from 1 to").fill("3");
  await page.keyboard.press("Enter");
  await page.getByText(`51–75 of ${all.length}`).waitFor();
  await page.reload();
  await page.getByText(`51–75 of ${all.length}`).waitFor();
  assert.match(page.url(), /page=3/);
  assert.match(page.url(), /sort=name/);
});

test("each state has its number of customers, and shows that many", async (t) => {
  const { page } = await openConsole(t);
  await rows(page).first().waitFor();
  const tabs = page.getByRole("group", { name: "Filter by state" }).getByRole("button");
  for (const tab of await tabs.all()) {
    const count = Number(/\d+$/.exec((await tab.textContent()) ?? "")?.[0]);
    await tab.click();
    await page
      .locator("[aria-pressed=true]")
      .filter({ hasText: (await tab.textContent()) ?? "" })
      .waitFor();
    await page
      .getByRole("navigation", { name: "Pages of the list" })
      .getByText(
        count === 0 ? "0 customers" : count === 1 ? "1 customer" : new RegExp(`of ${count}$`),
        { exact: true },
      )
      .first()
      .waitFor();
  }
});

test("the page's words, dates and title are in the browser's language", async (t) => {
  const { page } = await openConsole(t, { context: { locale: "pt-BR" } });
  await rows(page).first().waitFor();
  assert.equal(await page.getAttribute("html", "lang"), "pt-BR");
  assert.equal(await page.title(), "Clientes · Console Reportei");
  const time = rows(page).locator("time").first();
  assert.match((await time.textContent()) ?? "", / de /);
  assert.match((await time.getAttribute("datetime")) ?? "", /^\d{4}-\d\d-\d\dT/);
});

test("the export holds those of the filter, and no token", async (t) => {
  const { page, upstream } = await openConsole(t);
  await rows(page).first().waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export" }).click();
  await page.getByRole("menuitem", { name: "This filter (40)" }).click();
  const file = await (await download).path();
  const text = await readFile(file, "utf8");
  for (const { uuid } of await customersOf(upstream)) assert.ok(text.includes(uuid));
  assert.doesNotMatch(text, /[0-9a-f]{64}/);
});

test("what another tab created is there when the window is looked at again", async (t) => {
  const { page, upstream } = await openConsole(t);
  await rows(page).first().waitFor();
  await upstream.sandbox.fetch("https://sandbox.test/api/customers", {
    method: "POST",
    headers: {
      authorization: `Bearer ${upstream.sandbox.accessToken}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({ name: "Made elsewhere" }),
  });
  await page.keyboard.press("r");
  await rows(page, "Made elsewhere").waitFor();
});
