/** Everything that opens over the page, in each of its states: no axe violation, nothing cut off. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { customersOf, renameFirst } from "../server/helpers/upstream.mjs";
import { assertAccessible, choose, firstName, openConsole, rows } from "./helpers/browser.mjs";

/** @typedef {import("./helpers/browser.mjs").Upstream} Upstream */

/**
 * Answers what a test chooses in the API's place.
 * @param {Upstream} upstream
 * @param {(received: import("../server/helpers/upstream.mjs").Received) => boolean} which
 * @param {number} status
 * @param {unknown} [json]
 * @param {Record<string, string>} [headers]
 */
function answer({ hooks }, which, status, json = {}, headers = {}) {
  hooks.answer = (received, response) => {
    if (!which(received)) return false;
    response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(JSON.stringify(json));
    return true;
  };
}

const isPost = (/** @type {{ method: string }} */ { method }) => method === "POST";

test("the list of shortcuts has no axe violation, and closes", async (t) => {
  const { page } = await openConsole(t);
  await rows(page).first().waitFor();
  await page.keyboard.press("?");
  await page.getByRole("dialog").getByText("Keyboard shortcuts").waitFor();
  await assertAccessible(page, "the shortcuts");
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});

test("a failure of each kind has no axe violation in its dialog, which stays usable", async (t) => {
  const { page, upstream, context } = await openConsole(t);
  const name = await firstName(page);
  await choose(page, name, /^Mark as/);
  const dialog = page.getByRole("dialog");
  const send = dialog.getByRole("button", { name: /^Mark as/ });
  for (const [status, said] of /** @type {const} */ ([
    [401, "The API does not accept the console's access token"],
    [403, "The API does not allow this"],
    [404, "There is no such customer any more"],
    [409, "Something went wrong"],
    [422, "The API refused what was sent"],
    [500, "The API failed, and the change may have been made"],
  ])) {
    answer(upstream, isPost, status, { message: "No." });
    await send.press("Enter");
    await dialog.getByText(said).waitFor();
    await assertAccessible(page, `status ${status}`);
  }
  await context.setOffline(true);
  await send.press("Enter");
  await dialog.getByText(/^(?:You are offline|The connection failed)/).waitFor();
  await assertAccessible(page, "offline");
  await context.setOffline(false);
  delete upstream.hooks.answer;
  await send.press("Enter");
  await dialog.waitFor({ state: "detached" });
  // The last one: the client sends nothing more until the time that it names.
  await choose(page, name, /^Mark as/);
  answer(upstream, isPost, 429, {}, { "retry-after": "90" });
  await send.press("Enter");
  await dialog
    .getByText(/You can try again in \d+ seconds\./)
    .first()
    .waitFor();
  await assertAccessible(page, "a rate limit");
});

test("a customer's details have no axe violation: without a token, with one, refused, and gone", async (t) => {
  const { page, upstream, url } = await openConsole(t);
  const { uuid } = (await customersOf(upstream))[0] ?? {};
  const token = upstream.sandbox.tokenOf(uuid);
  await page.goto(`${url}/customers/${uuid}`);
  const drawer = page.getByRole("dialog");
  await drawer.getByText("The console has no token of this customer").waitFor();
  await assertAccessible(page, "without a token");
  await drawer.getByRole("button", { name: "Store the token" }).press("Enter");
  await drawer.getByText("Paste the token.").waitFor();
  await assertAccessible(page, "with an empty token");
  await drawer.getByLabel("The customer's token").fill(token);
  await drawer.getByRole("button", { name: "Store the token" }).press("Enter");
  await drawer.getByLabel("The customer's token").waitFor({ state: "detached" });
  await drawer
    .getByText(/^(?:Active|Nothing is connected yet\.)$/)
    .first()
    .waitFor();
  await assertAccessible(page, "with a token");

  const isSettings = (/** @type {{ url: string }} */ { url: asked }) => asked.endsWith("/settings");
  for (const [status, said] of /** @type {const} */ ([
    [401, "The API does not accept the token that the console has of this customer."],
    [403, "The API does not allow this"],
  ])) {
    answer(upstream, isSettings, status);
    await page.reload();
    await drawer.getByText(said).waitFor();
    await assertAccessible(page, `settings refused with ${status}`);
  }
  await page.goto(`${url}/customers/8f5d3c1e-6a0b-4f0e-9d38-2b7c1a5e4f60`);
  await drawer.getByText("There is no such customer any more").waitFor();
  await assertAccessible(page, "gone");
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  assert.equal(new URL(page.url()).pathname, "/customers");
});

/** As the API may have them: made elsewhere, longer than the console makes them. */
const NAMES = {
  "a name of 300 characters": "W".repeat(300),
  "a name that turns the text around": `Padaria \u202Egpj.exe\u2066 \u200F שלום`,
};

for (const [what, name] of Object.entries(NAMES)) {
  for (const width of [320, 1280]) {
    test(`${what} cuts nothing off in a dialog and turns no words of it, at ${width} px`, async (t) => {
      const context = { viewport: { width, height: 700 } };
      const { page, upstream } = await openConsole(t, { context, sandbox: { customers: 1 } });
      await rows(page).waitFor();
      await renameFirst(upstream, name);
      await page.reload();
      await rows(page, name).waitFor();
      for (const entry of ["Rename", "Mark as", "Delete"]) {
        await rows(page).locator("[data-menu-of]").press("Enter");
        await page.getByRole("menuitem", { name: new RegExp(`^${entry}`) }).press("Enter");
        const dialog = page.getByRole("dialog");
        await dialog.waitFor();
        await assertAccessible(page, entry);
        await assertFits(page, entry);
        await page.keyboard.press("Escape");
        await dialog.waitFor({ state: "detached" });
      }
      await rows(page).getByRole("checkbox").check();
      await page.getByRole("button", { name: "Delete", exact: true }).press("Enter");
      await page.getByRole("dialog").waitFor();
      await assertAccessible(page, "of many");
      await assertFits(page, "of many");
    });
  }
}

/**
 * Names are isolated and clamped, and every button of the dialog is on the screen.
 * @param {import("./helpers/browser.mjs").Page} page
 * @param {string} what
 */
async function assertFits(page, what) {
  const dialog = page.getByRole("dialog");
  const names = await dialog.locator("bdi").evaluateAll((all) =>
    all.map((node) => ({
      height:
        node.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(node).lineHeight),
      isolated: getComputedStyle(node).unicodeBidi,
    })),
  );
  for (const { height, isolated } of names) {
    assert.ok(height < 3.5, `${what}: a name of ${height} lines`);
    assert.match(isolated, /isolate/, what);
  }
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  for (const button of await dialog.getByRole("button").all()) {
    const box = await button.boundingBox();
    assert.ok(box && box.x >= 0 && box.x + box.width <= width, `${what}: a button is cut off`);
    assert.ok(box.y >= 0 && box.y + box.height <= height, `${what}: a button is below the screen`);
  }
}
