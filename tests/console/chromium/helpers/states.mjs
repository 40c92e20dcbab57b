/** Every state that the page can be in, and how to look at each of them in some light and width. */
import assert from "node:assert/strict";
import { assertAccessible, choose, firstName, openConsole, rows, signIn } from "./browser.mjs";

/**
 * @typedef {import("./browser.mjs").Opened} Opened
 *
 * @typedef {object} State
 * @property {string} what
 * @property {string} path Where it begins.
 * @property {(opened: Opened) => Promise<unknown>} show From there, until the page shows it.
 */

/** @type {State[]} */
const STATES = [
  { what: "the list", path: "/customers", show: ({ page }) => rows(page).first().waitFor() },
  {
    what: "a row's menu",
    path: "/customers",
    show: async ({ page }) => {
      const name = await firstName(page);
      await rows(page, name)
        .getByRole("button", { name: `Actions for ${name}` })
        .click();
      await page.getByRole("menu").waitFor();
    },
  },
  { what: "a rename, with an error", path: "/customers", show: withAnError(/^Rename/) },
  { what: "a deletion, with an error", path: "/customers", show: withAnError(/^Delete/) },
  {
    what: "the question about a payment",
    path: "/customers",
    show: async ({ page }) => choose(page, await firstName(page), /^Mark as/),
  },
  {
    what: "the question about many",
    path: "/customers",
    show: async ({ page }) => {
      await rows(page).first().getByRole("checkbox").check();
      await page.getByRole("button", { name: "Delete", exact: true }).click();
      await page.getByRole("dialog").getByRole("textbox").waitFor();
    },
  },
  {
    what: "a selection",
    path: "/customers",
    show: ({ page }) => rows(page).first().getByRole("checkbox").check(),
  },
  {
    what: "nobody found",
    path: "/customers?q=nobody",
    show: ({ page }) => page.getByText("Nobody matches").waitFor(),
  },
  {
    what: "a refresh that failed",
    path: "/customers",
    show: async ({ page, upstream }) => {
      await rows(page).first().waitFor();
      failing(upstream);
      await page.getByRole("button", { name: "Read again" }).click();
      await page.getByText(/^This is the list of /).waitFor();
    },
  },
  {
    what: "a list that could not be read",
    path: "/activity",
    show: async ({ page, upstream, url }) => {
      failing(upstream);
      await page.goto(`${url}/customers`);
      await page.getByText("The customers could not be read").waitFor();
    },
  },
  {
    what: "the shortcuts",
    path: "/customers",
    show: async ({ page }) => {
      await rows(page).first().waitFor();
      await page.keyboard.press("?");
      await page.getByRole("dialog").getByText("Keyboard shortcuts").waitFor();
    },
  },
  {
    what: "the details",
    path: "/customers",
    show: async ({ page }) => {
      await rows(page).first().getByRole("link").click();
      await page.getByText("The console has no token of this customer").waitFor();
    },
  },
  {
    what: "the details of nobody",
    path: "/customers/8f5d3c1e-6a0b-4f0e-9d38-2b7c1a5e4f60",
    show: ({ page }) => page.getByText("There is no such customer any more").waitFor(),
  },
  {
    what: "the overview",
    path: "/overview",
    show: ({ page }) => page.locator(".recharts-surface").first().waitFor(),
  },
  {
    what: "a new customer, with an error",
    path: "/new",
    show: async ({ page }) => {
      await page.getByLabel("Name", { exact: true }).fill(" ");
      await page.keyboard.press("Enter");
      await page.getByText("Enter a name.").waitFor();
    },
  },
  {
    what: "many new customers",
    path: "/new",
    show: async ({ page }) => {
      await page.getByRole("button", { name: "Create many from a list" }).click();
      await page.getByLabel("Names").fill("Ateliê Jacarandá\nAteliê Jacarandá");
    },
  },
  {
    what: "a creation's result",
    path: "/new",
    show: async ({ page }) => {
      await page.getByLabel("Name", { exact: true }).fill("Ateliê Jacarandá");
      await page.keyboard.press("Enter");
      await page.getByText("Its token is stored.", { exact: true }).waitFor();
    },
  },
  {
    what: "the activity",
    path: "/activity",
    show: ({ page }) => page.getByRole("table").waitFor(),
  },
  {
    what: "an address of nothing",
    path: "/nothing",
    show: ({ page }) => page.getByText("There is no such page").waitFor(),
  },
  {
    what: "a session that is over",
    path: "/new",
    show: async ({ page, context }) => {
      await page.getByLabel("Name", { exact: true }).fill("Ateliê Jacarandá");
      await context.clearCookies();
      await page.keyboard.press("Enter");
      await page.getByText("Your session is over. Sign in again").waitFor();
    },
  },
  {
    what: "a wrong password",
    path: "/customers",
    show: async ({ page }) => {
      await signIn(page, "wrong");
      await page.getByText("That is not the password.").waitFor();
    },
  },
];

export const COLOURS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  forced: { forcedColors: "active" },
};

/**
 * Looks at every state: nothing that axe complains of, and nothing that is cut off.
 * @param {import("node:test").TestContext} t
 * @param {keyof typeof COLOURS} colours
 * @param {number} width
 */
export async function assertStates(t, colours, width) {
  const viewport = { width, height: 900 };
  const opened = await openConsole(t, {
    context: /** @type {import("playwright-core").BrowserContextOptions} */ ({
      ...COLOURS[colours],
      viewport,
    }),
  });
  const { page, upstream, url } = opened;
  for (const { what, path, show } of STATES) {
    await page.goto(url + path);
    await show(opened);
    await assertAccessible(page, what);
    const [content = 0, screen = 0] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    assert.ok(content <= screen, `${what} is ${content} px wide`);
    delete upstream.hooks.answer;
  }
}

/**
 * @param {RegExp} entry
 * @returns {State["show"]}
 */
function withAnError(entry) {
  return async ({ page }) => {
    await choose(page, await firstName(page), entry);
    await page.getByRole("dialog").getByRole("textbox").fill("");
    await page.keyboard.press("Enter");
    await page.locator("[aria-invalid=true]").waitFor();
  };
}

/** @param {import("./browser.mjs").Upstream} upstream */
function failing({ hooks }) {
  hooks.answer = (received, response) => {
    if (received.method !== "GET") return false;
    response.writeHead(403, { "content-type": "application/json" }).end("{}");
    return true;
  };
}
