/** A customer's details, at an address of their own. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { customersOf, renameFirst } from "../server/helpers/upstream.mjs";
import { assertNoToken, focusOn, openConsole, rows, signIn } from "./helpers/browser.mjs";

test("a row opens its details, Escape closes them, and the row has the focus again", async (t) => {
  const { page } = await openConsole(t, { path: "/customers?sort=name&desc=false" });
  const link = rows(page).nth(2).getByRole("link");
  const name = (await link.textContent()) ?? "";
  await link.click();
  await page.getByRole("dialog").getByText(name, { exact: true }).waitFor();
  await page.waitForURL(/\/customers\/[0-9a-f-]{36}\?/);
  await page.keyboard.press("Escape");
  await page.waitForURL(/\/customers\?/);
  await focusOn(page, name);
});

test("integrations come with the token that the server has, a status nobody knows as it was sent", async (t) => {
  const { page, upstream, url } = await openConsole(t);
  const { uuid, name } = (await customersOf(upstream))[0] ?? { uuid: "", name: "" };
  const token = upstream.sandbox.tokenOf(uuid);
  await page.goto(`${url}/customers/${uuid}`);
  await page.getByText("The console has no token of this customer").waitFor();
  const field = page.getByLabel("The customer's token");
  await field.fill(token);
  upstream.hooks.answer = ({ url: asked }, response) => {
    if (!asked.endsWith("/customers/settings")) return false;
    const integration = {
      uuid: "1",
      integration: "Orkut",
      name: "@flor",
      slug: "orkut",
      status: "hibernating",
    };
    const customer = {
      uuid,
      name,
      created_at: "2026-11-20 12:00:00",
      updated_at: "2026-11-20 12:00:00",
      trial_ends_at: null,
      is_paying: true,
      merchant: "Agência Ipê",
      integrations: [integration],
    };
    response
      .writeHead(200, { "content-type": "application/json" })
      .end(JSON.stringify({ customer }));
    return true;
  };
  await page.getByRole("button", { name: "Store the token" }).click();
  await page.getByText("hibernating").waitFor();
  await assertNoToken(page);
});

test("a token of another customer is not stored, and stays nowhere in the page", async (t) => {
  const { page, upstream, url } = await openConsole(t);
  const [one, other] = await customersOf(upstream);
  await page.goto(`${url}/customers/${one?.uuid}`);
  await page.getByLabel("The customer's token").fill(upstream.sandbox.tokenOf(other?.uuid));
  await page.getByRole("button", { name: "Store the token" }).click();
  await page.getByText("This token is not that customer's").waitFor();
  await assertNoToken(page);
});

test("an address of nobody says so", async (t) => {
  const { page } = await openConsole(t, {
    path: "/customers/8f5d3c1e-6a0b-4f0e-9d38-2b7c1a5e4f60",
  });
  await page.getByText("There is no such customer any more").waitFor();
});

test("a name that turns the direction of text leaves the words around it as they are", async (t) => {
  const { page, upstream } = await openConsole(t, { sandbox: { customers: 1 } });
  await rows(page).waitFor();
  await renameFirst(upstream, `Padaria \u202Egpj.exe ${"W".repeat(5_000)}`);
  await page.keyboard.press("r");
  const name = rows(page).locator("bdi", { hasText: "Padaria" });
  await name.waitFor();
  assert.ok(((await name.textContent()) ?? "").length <= 301);
  assert.ok(((await name.boundingBox())?.height ?? 99) < 30);
});

test("a session that ends is said, and what was typed is there after signing in again", async (t) => {
  const { page, context } = await openConsole(t, { path: "/new" });
  await page.getByLabel("Name", { exact: true }).fill("Half a na");
  await context.clearCookies();
  await page.keyboard.press("Enter");
  await page.getByText("Your session is over. Sign in again").waitFor();
  await signIn(page);
  await page.getByText("Your session is over. Sign in again").waitFor({ state: "detached" });
  assert.equal(await page.getByLabel("Name", { exact: true }).inputValue(), "Half a na");
});
