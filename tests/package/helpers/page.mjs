/** The page of `examples-web/page` in Chromium, and how a person uses it. */
import { servePage } from "../../../pkg-template/scripts/page.mjs";
import { serveSandbox } from "../../../pkg-template/scripts/sandbox.mjs";
import { newPage } from "./chromium.mjs";
import { packageDir } from "./installed.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {Awaited<ReturnType<typeof serveSandbox>>} Sandbox */

/** A creation that is made, and whose answer says nothing of it. */
export const NO_WORD = { kind: "status", status: 502, applied: true };

/**
 * Opens the page for one test, with a sandbox of its own.
 * @param {import("node:test").TestContext} context
 * @param {import("playwright-core").BrowserContextOptions & { prepare?: (page: Page, sandbox: Sandbox) => Promise<unknown> }} [options]
 *   `prepare` is called before the page is asked for.
 */
export async function open(context, { prepare, ...options } = {}) {
  // First, so that it is closed first: what it is still asking for is to find its servers.
  const page = await newPage(context, options);
  const sandbox = await serveSandbox(packageDir);
  context.after(() => sandbox.close());
  const served = await servePage({ packageDir, apiUrl: sandbox.apiUrl });
  context.after(() => served.close());
  /** @type {string[]} What the browser complains of, answers of 400 and above apart. */
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (message.text().startsWith("Failed to load resource")) return;
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  await prepare?.(page, sandbox);
  await page.goto(served.url);
  return { page, ...sandbox, complaints };
}

/** @param {Page} page */
export const customers = (page) => page.getByRole("listitem");

/**
 * @param {Page} page
 * @param {string} name
 */
export async function create(page, name) {
  await page.getByLabel("Name").fill(name);
  await page.keyboard.press("Enter");
}

/** @param {Page} page */
export const tokenDialog = (page) => page.getByRole("dialog", { name: "Store this token now" });

/** @param {Page} page */
export async function storeToken(page) {
  await tokenDialog(page).getByLabel("I have stored it").check();
  await tokenDialog(page).getByRole("button", { name: "Close" }).click();
}

/**
 * How many creations came to the sandbox, those that it has not answered included.
 * @param {any} sandbox
 * @returns {number}
 */
export const creations = (sandbox) =>
  sandbox.journal().filter((/** @type {Sandbox["journal"][0]} */ { method }) => method === "POST")
    .length;
