// The example page in a real browser, used as a person would: by roles, labels and the keyboard.
// Answers that the sandbox can't be counted on to give at a chosen moment are given by a route.

import assert from "node:assert/strict";
import { EventEmitter, once } from "node:events";
import { mkdir } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

import { startPage } from "../helpers/page.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("playwright-core").Locator} Locator */

const CHROME_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const ARTIFACTS = fileURLToPath(new URL("../../artifacts/", import.meta.url));
const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 375, height: 812 };
const KINDS = [
  "aborted",
  "authentication",
  "decode",
  "http",
  "invalid_argument",
  "network",
  "not_found",
  "permission",
  "rate_limit",
  "server",
  "timeout",
  "token_not_stored",
  "validation",
];

/** @type {Awaited<ReturnType<typeof startPage>>} */
let served;
/** @type {import("playwright-core").Browser} */
let browser;

before(async () => {
  await mkdir(ARTIFACTS, { recursive: true });
  served = await startPage();
  browser = await chromium.launch({ executablePath: process.env.CHROME, args: CHROME_ARGS });
});

after(async () => {
  await browser?.close();
  await served?.close();
});

/**
 * Opens the page, runs the test, then holds the page to what must be true of every visit.
 *
 * @param {(page: Page) => Promise<void>} run
 * @param {import("playwright-core").BrowserContextOptions} [options]
 */
async function visit(run, options) {
  const context = await browser.newContext({ viewport: DESKTOP, ...options });
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const page = await context.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error.stack)));
  page.on("console", (message) => {
    // The browser itself notes every answer of 400 and above; those are part of the tests.
    const noted = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !(noted && message.location().url.includes("/api/"))) {
      complaints.push(message.text());
    }
  });
  page.on("request", (request) => {
    if ("authorization" in request.headers()) complaints.push(`Authorization to ${request.url()}`);
  });
  try {
    await page.goto(served.url);
    await rows(page).first().waitFor();
    await run(page);
    assert.deepEqual(complaints, []);
    assert.ok(!(await page.content()).includes(served.sandbox.accessToken), "token in the page");
  } finally {
    await context.close();
  }
}

/** @param {Page} page */
const rows = (page) => page.getByRole("table", { name: "Customers" }).locator("[data-uuid]");

/** @param {Page} page @param {string} name */
const button = (page, name) => page.getByRole("button", { name, exact: true });

/** @param {Page} page @param {string | RegExp} name */
const dialog = (page, name) => page.getByRole("dialog", { name });

/** @param {Page} page @param {string} name */
const tool = (page, name) => page.getByRole("region", { name });

/** @param {Locator} row */
const nameOf = async (row) => (await row.locator("strong").textContent()) ?? "";

/** @param {Page} page */
async function range(page) {
  const text = await page.getByText(/^[\d,]+–[\d,]+ of [\d,]+$/).textContent();
  const [from, to, total] = (text ?? "")
    .split(/–| of /)
    .map((part) => Number(part.replace(",", "")));
  return { from, to, total };
}

/** @param {Page} page @param {string} text */
const shows = (page, text) => page.getByText(text, { exact: true }).waitFor();

/**
 * Waits until an element has a state that no locator expresses.
 *
 * @param {Locator} locator
 * @param {string} name
 * @param {string} value
 */
const hasAttribute = (locator, name, value) =>
  locator.and(locator.page().locator(`[${name}="${value}"]`)).waitFor();

/**
 * Holds back the requests that match until they are let go.
 *
 * @param {Page} page
 * @param {(url: URL) => boolean} match
 */
async function hold(page, match) {
  const gate = new EventEmitter();
  const arrived = once(gate, "arrived");
  const open = once(gate, "open");
  await page.route(match, async (route) => {
    gate.emit("arrived");
    await open;
    await route.continue().catch(() => {}); // The page has aborted it meanwhile.
  });
  return { arrived, letGo: () => gate.emit("open") };
}

/** @param {Page} page */
async function assertNoOverflow(page) {
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.equal(beyond, 0, "the page scrolls sideways");
}

describe("the list", () => {
  test("pages forward, back, to the end and to the start, by the chosen size", () =>
    visit(async (page) => {
      const { total } = await range(page);
      await page.getByLabel("Rows per page").selectOption("10");
      await shows(page, `1–10 of ${total}`);
      const last = Math.ceil(total / 10);
      assert.ok(last >= 3, "the sandbox has too few customers for this test");
      assert.ok(await button(page, "Previous page").isDisabled());

      await button(page, "Next page").click();
      await shows(page, `11–20 of ${total}`);
      await button(page, "Previous page").click();
      await shows(page, `1–10 of ${total}`);
      await button(page, "Last page").click();
      await shows(page, `${last * 10 - 9}–${total} of ${total}`);
      await shows(page, `Page ${last} of ${last}`);
      assert.ok(await button(page, "Next page").isDisabled());
      assert.equal(await rows(page).count(), total - (last - 1) * 10);
      await button(page, "First page").click();
      await shows(page, `1–10 of ${total}`);
    }));

  test("aborts a page nobody waits for any more, and never shows it", () =>
    visit(async (page) => {
      await page.getByLabel("Rows per page").selectOption("10");
      await page.getByText(/^1–10 of/).waitFor();
      const second = await hold(page, (url) => url.searchParams.get("page") === "2");
      const aborted = page.waitForEvent("requestfailed", (request) =>
        request.url().includes("page=2"),
      );
      await button(page, "Next page").click();
      await second.arrived;
      await button(page, "Next page").click();
      await aborted;
      await page.getByText(/^21–\d+ of/).waitFor();
      second.letGo();
      await button(page, "First page").click();
      await page.getByText(/^1–10 of/).waitFor();
    }));

  test("says why it can't be shown, and tries again", () =>
    visit(async (page) => {
      const refused = { status: 403, json: { message: "This action is unauthorized." } };
      await page.route(/api\/customers\?/, (route) => route.fulfill(refused));
      await button(page, "Next page").click();
      const alert = page.getByRole("alert");
      await alert.getByText("permission", { exact: true }).waitFor();
      await alert.getByText("This action is unauthorized.").waitFor();
      await page.unroute(/api\/customers\?/);
      await button(page, "Try again").click();
      await rows(page).first().waitFor();
      await shows(page, `Page 2 of ${Math.ceil((await range(page)).total / 15)}`);
    }));

  test("without customers it offers to create one", () =>
    visit(async (page) => {
      const meta = { current_page: 1, from: null, to: null, last_page: 1, per_page: 10, total: 0 };
      await page.route(/api\/customers\?/, (route) => route.fulfill({ json: { data: [], meta } }));
      await page.getByLabel("Rows per page").selectOption("10");
      await page.getByRole("heading", { name: "No customers yet" }).waitFor();
      await button(page, "Create a customer").click();
      await dialog(page, "New customer").waitFor();
    }));
});

describe("creating", () => {
  test("a double click makes one customer, whose token is let go of only on purpose", () =>
    visit(async (page) => {
      const { total } = await range(page);
      let creates = 0;
      page.on("request", (request) => {
        if (request.method() === "POST") creates += 1;
      });
      const answer = await hold(page, (url) => url.pathname.endsWith("/customers") && !url.search);

      await button(page, "New customer").click();
      const form = dialog(page, "New customer");
      await form.getByLabel("Name").fill("Café da Esquina");
      await form.getByRole("button", { name: "Create customer" }).dblclick();
      await answer.arrived;
      assert.ok(await form.getByRole("button", { name: "Create customer" }).isDisabled());
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      assert.ok(await form.isVisible(), "closed while the customer was being made");
      answer.letGo();

      const once = dialog(page, "Store the token of Café da Esquina");
      const token = await once.getByLabel("Customer token").inputValue();
      assert.match(token, /^[0-9a-f]{64}$/);
      await once.getByText("This is the only time it is shown.").waitFor();
      await page.screenshot({ path: `${ARTIFACTS}example-page-token.png` });

      await once.getByRole("button", { name: "Copy token" }).click();
      await once.getByText("Copied", { exact: true }).waitFor();
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), token);

      for (const _ of [1, 2, 3]) await page.keyboard.press("Escape");
      const close = once.getByRole("button", { name: "Close" });
      assert.ok(await close.isDisabled());
      assert.ok(await once.isVisible(), "closed without being stored");
      const asked = page.waitForEvent("dialog");
      await page.close({ runBeforeUnload: true });
      const leaving = await asked;
      assert.equal(leaving.type(), "beforeunload");
      await leaving.dismiss();
      await once.getByLabel("I have stored it").check();
      await once.getByLabel("I have stored it").uncheck();
      assert.ok(await close.isDisabled());
      await once.getByLabel("I have stored it").check();
      await close.click();
      await once.waitFor({ state: "hidden" });

      await shows(page, "Café da Esquina was created.");
      await rows(page).filter({ hasText: "Café da Esquina" }).waitFor();
      assert.equal((await range(page)).total, total + 1);
      assert.equal(creates, 1);
      const left = await page.locator("textarea").inputValue();
      assert.equal(left, "", "the token is still in the page");

      const settings = tool(page, "Settings by token");
      await settings.getByLabel("Customer token").fill(token);
      await settings.getByRole("button", { name: "Show settings" }).click();
      await settings.getByRole("heading", { name: "Café da Esquina" }).waitFor();
    }));

  test("works by the keyboard alone", () =>
    visit(async (page) => {
      await button(page, "New customer").focus();
      await page.keyboard.press("Enter");
      await dialog(page, "New customer").waitFor();
      await page.keyboard.type("Teclado & Filhos");
      await page.keyboard.press("Enter");
      const once = dialog(page, "Store the token of Teclado & Filhos");
      await once.waitFor();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await once.waitFor({ state: "hidden" });
      await shows(page, "Teclado & Filhos was created.");
      await button(page, "New customer").and(page.locator(":focus")).waitFor();
    }));

  test("a refused name is explained at its field", () =>
    visit(async (page) => {
      const json = { message: "Invalid.", errors: { name: ["The name field is required."] } };
      await page.route(/api\/customers$/, (route) => route.fulfill({ status: 422, json }));
      await button(page, "New customer").click();
      const form = dialog(page, "New customer");
      await form.getByLabel("Name").fill("refused");
      await form.getByRole("button", { name: "Create customer" }).click();
      await form.getByText("The name field is required.").waitFor();
      const field = form.getByLabel("Name");
      await hasAttribute(field, "aria-invalid", "true");
      await hasAttribute(field, "aria-describedby", "create-name-error");
      await field.and(page.locator(":focus")).waitFor();
      await form.getByRole("button", { name: "Cancel" }).click();
      await form.waitFor({ state: "hidden" });
    }));

  test("a lost answer warns that the customer may exist", () =>
    visit(async (page) => {
      await page.route(/api\/customers$/, (route) => route.abort());
      await button(page, "New customer").click();
      const form = dialog(page, "New customer");
      await form.getByLabel("Name").fill("Talvez");
      await form.getByRole("button", { name: "Create customer" }).click();
      await form.getByText("network", { exact: true }).waitFor();
      await form.getByText(/may have been created all the same/).waitFor();
    }));
});

describe("a customer", () => {
  test("is renamed, and what looks like markup stays text", () =>
    visit(async (page) => {
      const name = '<img src="x" onerror="alert(1)"> & Cia';
      const row = rows(page).first();
      await row.getByRole("button", { name: `Rename ${await nameOf(row)}` }).click();
      const form = dialog(page, /^Rename /);
      await form.getByLabel("New name").fill(name);
      await form.getByRole("button", { name: "Save name" }).click();
      await form.waitFor({ state: "hidden" });
      await row.getByText(name, { exact: true }).first().waitFor();
      await row
        .getByRole("button", { name: `Rename ${name}` })
        .and(page.locator(":focus"))
        .waitFor();
      await page.reload();
      await row.getByText(name, { exact: true }).first().waitFor();
      assert.equal(await row.locator("img").count(), 0);
    }));

  test("keeps its name where there is no new one", () =>
    visit(async (page) => {
      const row = rows(page).nth(1);
      const name = await nameOf(row);
      await row.getByRole("button", { name: `Rename ${name}` }).click();
      const form = dialog(page, `Rename ${name}`);
      await form.getByLabel("New name").fill("");
      await form.getByRole("button", { name: "Save name" }).click();
      await form.locator("[role=alert], .field-error:not(:empty)").first().waitFor();
      await page.keyboard.press("Escape");
      await form.waitFor({ state: "hidden" });
      assert.equal(await nameOf(row), name);
    }));

  test("is marked as paying and as not paying", () =>
    visit(async (page) => {
      const row = rows(page).nth(2);
      const paying = row.getByRole("switch", { name: /^Paying/ });
      const first = await paying.getAttribute("aria-checked");
      for (const state of [first === "true" ? "false" : "true", String(first)]) {
        await paying.click();
        await hasAttribute(paying, "aria-checked", state);
        await page.reload();
        await hasAttribute(paying, "aria-checked", state);
        const badge = row.getByText("Paying", { exact: true }).and(row.locator(".badge"));
        assert.equal(await badge.count(), state === "true" ? 1 : 0);
      }
    }));

  test("stays as it was where marking it fails, and the page says why", () =>
    visit(async (page) => {
      const json = { message: "This action is unauthorized." };
      await page.route(/update-payment-status$/, (route) => route.fulfill({ status: 403, json }));
      const paying = rows(page).first().getByRole("switch");
      const state = String(await paying.getAttribute("aria-checked"));
      await paying.click();
      const alert = page.getByRole("alert");
      await alert.getByText("permission", { exact: true }).waitFor();
      await hasAttribute(paying, "aria-checked", state);
      await alert.getByRole("button", { name: "Dismiss" }).click();
      await alert.waitFor({ state: "detached" });
    }));

  test("is deleted only after a question that names it", () =>
    visit(async (page) => {
      const { total } = await range(page);
      const row = rows(page).nth(3);
      const uuid = await row.getAttribute("data-uuid");
      const name = await nameOf(row);
      const remove = row.getByRole("button", { name: `Delete ${name}` });
      const question = dialog(page, `Delete ${name}?`);

      await remove.click();
      await question.getByRole("button", { name: "Keep customer" }).click();
      await question.waitFor({ state: "hidden" });
      await remove.and(page.locator(":focus")).waitFor();
      await remove.click();
      await question.getByRole("button", { name: "Delete customer" }).click();
      await question.waitFor({ state: "hidden" });
      await page.locator(`[data-uuid="${uuid}"]`).waitFor({ state: "detached" });
      assert.equal((await range(page)).total, total - 1);
      await page.getByRole("heading", { name: "Customers" }).and(page.locator(":focus")).waitFor();
    }));

  test("is looked up by its id", () =>
    visit(async (page) => {
      const row = rows(page).first();
      const lookup = tool(page, "Look up by id");
      const uuid = String(await row.getAttribute("data-uuid"));
      await lookup.getByLabel("Customer id").fill(` ${uuid} `);
      await lookup.getByRole("button", { name: "Look up" }).click();
      await lookup.getByRole("heading", { name: await nameOf(row) }).waitFor();
      await lookup.getByLabel("Customer id").fill("../settings");
      await lookup.getByRole("button", { name: "Look up" }).click();
      await lookup.getByText("invalid_argument", { exact: true }).waitFor();
    }));
});

describe("settings by token", () => {
  test("show whose token it is, and refuse a wrong one", () =>
    visit(async (page) => {
      const row = rows(page).first();
      const token = served.sandbox.tokenOf(String(await row.getAttribute("data-uuid")));
      const settings = tool(page, "Settings by token");
      await settings.getByLabel("Customer token").fill(String(token));
      await settings.getByRole("button", { name: "Show settings" }).click();
      await settings.getByRole("heading", { name: await nameOf(row) }).waitFor();
      await settings.getByLabel("Customer token").fill("0".repeat(64));
      await settings.getByRole("button", { name: "Show settings" }).click();
      await settings.getByText("authentication", { exact: true }).waitFor();
      assert.equal(await settings.getByRole("heading", { level: 3 }).count(), 0);
    }));

  test("show every status of an integration, one that nobody has seen included", () =>
    visit(async (page) => {
      const statuses = {
        active: "Active",
        expired: "Expired",
        revoked: "Revoked",
        synchronizing: "Synchronizing",
        synchronization_error: "Sync error",
        hibernating: "hibernating",
      };
      await page.route(/api\/customers\/settings$/, async (route) => {
        const answer = await (await route.fetch()).json();
        answer.customer.integrations = Object.keys(statuses).map((status, index) => ({
          uuid: `00000000-0000-4000-8000-00000000000${index}`,
          integration: "Instagram Business",
          name: `conta ${index}`,
          slug: "instagram_business",
          status,
        }));
        await route.fulfill({ json: answer });
      });
      const uuid = String(await rows(page).first().getAttribute("data-uuid"));
      const settings = tool(page, "Settings by token");
      await settings.getByLabel("Customer token").fill(String(served.sandbox.tokenOf(uuid)));
      await settings.getByRole("button", { name: "Show settings" }).click();
      const list = settings.getByRole("list", { name: "Integrations" });
      for (const label of Object.values(statuses)) {
        await list.getByText(label, { exact: true }).waitFor();
      }
    }));
});

describe("failures", () => {
  test("of every kind are shown by kind, with advice", () =>
    visit(async (page) => {
      const failures = tool(page, "Try a failure");
      const choice = failures.getByLabel("Kind of error");
      const kinds = await choice.getByRole("option").allTextContents();
      assert.deepEqual(kinds.toSorted(), KINDS);
      const seen = new Set();
      for (const kind of kinds) {
        await choice.selectOption(kind);
        await failures.getByRole("button", { name: "Provoke" }).click();
        const alert = failures.getByRole("alert");
        await alert.getByText(kind, { exact: true }).waitFor();
        seen.add(await alert.locator(".advice").textContent());
      }
      assert.equal(seen.size, kinds.length, "two kinds give the same advice");
    }));
});

describe("the look", () => {
  for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
    for (const viewport of [DESKTOP, PHONE]) {
      const label = `${viewport.width}-${colorScheme}`;
      test(`fits at ${viewport.width} wide in ${colorScheme}`, () =>
        visit(
          async (page) => {
            const shot = async (/** @type {string} */ state, fullPage = false) => {
              await assertNoOverflow(page);
              await page.screenshot({
                path: `${ARTIFACTS}example-page-${label}-${state}.png`,
                fullPage,
              });
            };
            const uuid = String(await rows(page).first().getAttribute("data-uuid"));
            const settings = tool(page, "Settings by token");
            await settings.getByLabel("Customer token").fill(String(served.sandbox.tokenOf(uuid)));
            await settings.getByRole("button", { name: "Show settings" }).click();
            await settings.getByRole("heading", { level: 3 }).waitFor();
            const failures = tool(page, "Try a failure");
            await failures.getByRole("button", { name: "Provoke" }).click();
            await failures.getByRole("alert").waitFor();
            await shot("page", true);
            await rows(page)
              .first()
              .getByRole("button", { name: /^Delete/ })
              .click();
            await dialog(page, /^Delete/).waitFor();
            await shot("delete");
          },
          { viewport, colorScheme, reducedMotion: "reduce" },
        ));
    }
  }
});
