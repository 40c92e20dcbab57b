/** Each way in which a call goes wrong, in words of the page's own, where the person looks. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, firstName, holdBack, openConsole, rows, signIn } from "./helpers/browser.mjs";

/** @typedef {import("./helpers/browser.mjs").Page} Page */

/**
 * Answers the API's calls of a method in its place.
 * @param {import("./helpers/browser.mjs").Upstream} upstream
 * @param {string} method
 * @param {number} status
 * @param {Record<string, string>} [headers]
 */
function answerWith({ hooks }, method, status, headers = {}) {
  hooks.answer = (received, response) => {
    if (received.method !== method) return false;
    response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(JSON.stringify({ message: "The API's own words." }));
    return true;
  };
}

/**
 * What describes an element, beside its name.
 * @param {import("playwright-core").Locator} element
 */
const described = (element) =>
  element.evaluate(({ ownerDocument, ariaDescription, attributes }) => {
    const id = attributes.getNamedItem("aria-describedby")?.value;
    return (id && ownerDocument.getElementById(id)?.textContent) || ariaDescription || "";
  });

/** @type {[string, number, string][]} */
const REFUSALS = [
  ["a permission that is missing", 403, "The API does not allow this"],
  [
    "an access token that is not accepted",
    401,
    "The API does not accept the console's access token",
  ],
  ["a customer that is gone", 404, "There is no such customer any more"],
  ["values that are refused", 422, "The API refused what was sent"],
  ["a fault of the API's", 500, "The API failed, and the change may have been made"],
];

for (const [what, status, sentence] of REFUSALS) {
  test(`${what} is said in the dialog, the API's own words under the details`, async (t) => {
    const { page, upstream } = await openConsole(t);
    await choose(page, await firstName(page), /^Mark as/);
    answerWith(upstream, "POST", status);
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: /^Mark as/ }).press("Enter");
    await dialog.getByText(sentence).waitFor();
    assert.ok(await dialog.getByRole("alert").isVisible());
    assert.ok(!(await dialog.getByText("The API's own words.").isVisible()));
    await dialog.getByText("Details", { exact: true }).click();
    await dialog.getByText("The API's own words.").waitFor();
  });
}

test("a failed refresh keeps the rows, and says of when they are", async (t) => {
  const { page, upstream } = await openConsole(t);
  const name = await firstName(page);
  answerWith(upstream, "GET", 403);
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByText(/^This is the list of /).waitFor();
  assert.ok(await rows(page, name).isVisible());
  delete upstream.hooks.answer;
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText(/^This is the list of /).waitFor({ state: "detached" });
});

test("offline is said, and goes on when the connection is back", async (t) => {
  const { page, context } = await openConsole(t);
  await rows(page).first().waitFor();
  await context.setOffline(true);
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByText("You are offline").waitFor();
  assert.ok((await rows(page).count()) > 0);
  await context.setOffline(false);
  await page.getByRole("button", { name: "Try again" }).click();
  await page.getByText("You are offline").waitFor({ state: "detached" });
});

test("a rate limit counts down to when it can be tried again", async (t) => {
  const { page, upstream } = await openConsole(t);
  await rows(page).first().waitFor();
  answerWith(upstream, "GET", 429, { "retry-after": "90" });
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByText(/You can try again in 8\d seconds\./).waitFor();
  assert.ok(await page.getByRole("button", { name: "Try again" }).isDisabled());
});

test("a change that the rate limit refused can be sent again after its wait, and not before", async (t) => {
  const { page, upstream } = await openConsole(t);
  await choose(page, await firstName(page), /^Mark as/);
  await page.clock.install();
  let sent = 0;
  upstream.hooks.answer = ({ method }, response) => {
    if (method !== "POST") return false;
    sent += 1;
    if (sent > 1) return false;
    response.writeHead(429, { "retry-after": "90" }).end();
    return true;
  };
  const dialog = page.getByRole("dialog");
  const confirm = dialog.getByRole("button", { name: /^Mark as/ });
  await confirm.press("Enter");
  await dialog.getByRole("alert").waitFor();
  assert.ok(await confirm.isDisabled());
  assert.match(await described(confirm), /^You can try again in \d+ seconds\.$/);
  await confirm.press("Enter");
  await page.clock.fastForward(91_000);
  await dialog.locator("[aria-disabled=true]").waitFor({ state: "detached" });
  assert.equal(await described(confirm), "");
  assert.equal(sent, 1);
  await confirm.press("Enter");
  await dialog.waitFor({ state: "detached" });
  assert.equal(sent, 2);
});

test("Enter in a form does not send either what the rate limit makes wait", async (t) => {
  const { page, context } = await openConsole(t, { signedIn: false });
  let sent = 0;
  await context.route("**/session", (route) => {
    if (route.request().method() !== "POST") return route.continue();
    sent += 1;
    const json = { error: { code: "too_many_attempts", message: "Too many attempts." } };
    return route.fulfill({ status: 429, headers: { "retry-after": "90" }, json });
  });
  await signIn(page);
  await page
    .getByText(/You can try again in \d+ seconds\./)
    .first()
    .waitFor();
  assert.ok(await page.getByRole("button", { name: "Sign in" }).isDisabled());
  await signIn(page);
  await page.reload();
  assert.equal(sent, 1);
});

test("a wait that the API asks for is said with its seconds", async (t) => {
  const { page, upstream } = await openConsole(t);
  await rows(page).first().waitFor();
  answerWith(upstream, "GET", 429, { "retry-after": "15" });
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByText(/The API asked us to wait: \d+ s/).waitFor();
});

test("a change that hangs is said to be waited for, and can be called off", async (t) => {
  const { page, upstream } = await openConsole(t);
  await choose(page, await firstName(page), /^Mark as/);
  const release = holdBack(upstream, ({ method }) => method === "POST");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: /^Mark as/ }).press("Enter");
  await dialog.getByText(/Still waiting for the API/).waitFor();
  await page.keyboard.press("Escape");
  assert.ok(await dialog.isVisible());
  await dialog.getByRole("button", { name: "Stop waiting" }).press("Enter");
  await dialog.getByText("Called off, but the change may have been made").waitFor();
  await dialog.getByRole("button", { name: "Cancel" }).press("Enter");
  await dialog.waitFor({ state: "detached" });
  release();
});

test("a list that hangs can be called off, and read again", async (t) => {
  const { page, upstream } = await openConsole(t, { signedIn: true });
  await rows(page).first().waitFor();
  const release = holdBack(upstream, ({ method }) => method === "GET");
  await page.getByRole("button", { name: "Read again" }).click();
  await page.getByText(/Still waiting for the API/).waitFor();
  await page.getByRole("button", { name: "Cancel" }).press("Enter");
  await page.getByText(/Still waiting for the API/).waitFor({ state: "detached" });
  assert.ok((await rows(page).count()) > 0);
  release();
});

for (const [what, file, signedIn] of /** @type {const} */ ([
  ["the page's script", /\/assets\/index-.*\.js$/, false],
  ["the console's, behind the sign-in", /\/assets\/Console-.*\.js$/, true],
  ["the client's wasm", /\.wasm$/, true],
])) {
  test(`where ${what} does not come, the page says so`, async (t) => {
    const { page, context, url } = await openConsole(t, { signedIn });
    await context.route(file, (route) => route.abort());
    await page.goto(url);
    await page.getByText("The page could not be loaded.").waitFor();
  });
}
