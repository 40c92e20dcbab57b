/** The five main flows: what a person comes for, in the other engine. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { customersOf } from "../server/helpers/upstream.mjs";
import { choose, labelled, names, openConsole, shows, signIn } from "./helpers/browser.mjs";

test("sign in, after a wrong password, and out", async (t) => {
  const { page, errors } = await openConsole(t, { signedIn: false });
  await signIn(page, "wrong");
  await shows(page, "That is not the password.");
  await signIn(page);
  await shows(page, "1–25 of 40");
  await page.locator("header ::-p-text(merchant)").click();
  await page.locator("[role=menuitem] ::-p-text(Sign out)").click();
  await page.waitForSelector("input[type=password]");
  assert.deepEqual(await names(page), []);
  assert.deepEqual(errors, []);
});

test("find, turn pages, go back and reload: the URL has it all", async (t) => {
  const { page, upstream, errors } = await openConsole(t, { sandbox: { customers: 140 } });
  const all = await customersOf(upstream);
  await shows(page, "1–25 of 140");
  await page.locator(labelled("Next page")).click();
  await shows(page, "26–50 of 140");
  assert.equal(new URL(page.url()).searchParams.get("page"), "2");

  const { name = "" } = all[7] ?? {};
  await page.locator("input[type=search]").fill(name.toUpperCase());
  await page.waitForFunction(
    (name) => {
      const shown = [...document.querySelectorAll("tbody bdi")];
      return shown.length > 0 && shown.every(({ textContent }) => textContent?.includes(name));
    },
    {},
    name,
  );
  await page.waitForFunction(() => location.search.includes("q="));

  await page.goBack();
  await shows(page, "26–50 of 140");
  await page.reload();
  await shows(page, "26–50 of 140");
  assert.deepEqual(errors, []);
});

test("create a customer, and see what became of it", async (t) => {
  const { page, upstream, errors } = await openConsole(t);
  await shows(page, "1–25 of 40");
  await page.keyboard.press("n");
  await page.locator("main form input").fill("Ateliê Jacarandá");
  await page.keyboard.press("Enter");
  await shows(page, "Its token is stored.");
  await page.locator("a ::-p-text(To the customers)").click();
  await shows(page, "1–25 of 41");
  assert.equal((await names(page))[0], "Ateliê Jacarandá");
  const made = (await customersOf(upstream)).filter(({ name }) => name === "Ateliê Jacarandá");
  assert.equal(made.length, 1);
  assert.deepEqual(errors, []);
});

test("rename a customer", async (t) => {
  const { page, upstream, errors } = await openConsole(t);
  await shows(page, "1–25 of 40");
  const [name = ""] = await names(page);
  await choose(page, name, "Rename");
  await page.locator("[role=dialog] input").fill("Novo Nome");
  await page.keyboard.press("Enter");
  await page.waitForSelector(labelled("Actions for Novo Nome"));
  const { uuid } = (await customersOf(upstream)).find((one) => one.name === "Novo Nome") ?? {};
  assert.ok(uuid);
  assert.deepEqual(errors, []);
});

test("delete a customer, by typing its name", async (t) => {
  const { page, upstream, errors } = await openConsole(t);
  await shows(page, "1–25 of 40");
  const [name = "", next] = await names(page);
  await choose(page, name, "Delete");
  await page.locator("[role=dialog] input").fill(name.slice(1));
  await page.keyboard.press("Enter");
  await shows(page, "This is not what is asked for.");
  assert.equal((await customersOf(upstream)).length, 40);
  await page.locator("[role=dialog] input").fill(name);
  await page.keyboard.press("Enter");
  await shows(page, "1–25 of 39");
  assert.equal((await names(page))[0], next);
  assert.equal((await customersOf(upstream)).length, 39);
  assert.deepEqual(errors, []);
});
