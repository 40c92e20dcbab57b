/** What is not certain: a server that was killed, an answer that never came or that says nothing. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { customersOf } from "../server/helpers/upstream.mjs";
import {
  assertAccessible,
  assertNoToken,
  choose,
  firstName,
  openConsole,
  rows,
} from "./helpers/browser.mjs";

test("a creation that the server's death interrupted is said, settled and finished, each once", async (t) => {
  const { page, upstream, server, restart } = await openConsole(t, { path: "/new" });
  let creations = 0;
  /** @type {Promise<void>} */
  const killed = new Promise((resolve) => {
    upstream.hooks.at = async (moment, { method }) => {
      if (moment !== "applied" || method !== "POST") return;
      creations += 1;
      if (creations > 3) await new Promise(() => {});
      if (creations === 3) {
        await page.getByText(/^[0-2] of 12 done$/).waitFor();
        await server.end("SIGKILL");
        resolve();
      }
    };
  });
  const names = Array.from({ length: 12 }, (_, index) => `Loja ${index}`);
  await page.getByRole("button", { name: "Create many from a list" }).click();
  await page.getByLabel("Names").fill(names.join("\n"));
  await page.getByRole("button", { name: "Create 12 customers" }).click();
  await killed;
  delete upstream.hooks.at;
  await page.getByText("No connection to the server.").waitFor();
  await restart();
  // The page comes back to it by itself, and shows what the server finds after that.
  await page.getByText("The server stopped in the middle of this").waitFor();
  const found = page.getByText("This customer was created, but nobody has its token.").first();
  await found.waitFor();
  const notLooked = page.getByRole("button", { name: "Look now" }).first();
  await notLooked.waitFor({ state: "detached" });
  await assertAccessible(page, "an interrupted creation");
  await settleEach(page, "Delete and create anew", async () => {
    await page.getByRole("dialog").waitFor();
    await assertAccessible(page, "the question whether to delete and create anew");
    await page
      .getByRole("dialog")
      .getByRole("button", { name: "Delete and create anew" })
      .press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });
  await settleEach(page, "Create it now", async () => {});
  await page.getByRole("button", { name: "Create the others" }).press("Enter");
  await page.getByText("12 of 12 created").waitFor();
  await assertNoToken(page);
  const made = (await customersOf(upstream)).filter(({ name }) => name.startsWith("Loja "));
  assert.deepEqual(made.map(({ name }) => name).toSorted(), names.toSorted());
});

test("while one name is created anew, no other of its batch can be", async (t) => {
  const { page, upstream, server, restart } = await openConsole(t, { path: "/new" });
  /** @type {Promise<void>} */
  const killed = new Promise((resolve) => {
    let creations = 0;
    upstream.hooks.at = async (moment, { method }) => {
      if (moment !== "arrived" || method !== "POST") return;
      creations += 1;
      if (creations === 2) {
        await server.end("SIGKILL");
        resolve();
      }
      await new Promise(() => {}); // Neither is applied.
    };
  });
  await page.getByRole("button", { name: "Create many from a list" }).click();
  await page.getByLabel("Names").fill("Loja A\nLoja B");
  await page.getByRole("button", { name: "Create 2 customers" }).click();
  await killed;
  /** @type {() => void} */
  let answer = () => {};
  upstream.hooks.at = async (moment, { method }) => {
    if (moment === "applied" && method === "POST") {
      await new Promise((resolve) => (answer = () => resolve(undefined)));
    }
  };
  await restart();
  const create = page.getByRole("button", { name: "Create it now" });
  await create.nth(1).waitFor();
  await create.first().press("Enter");
  // The first one's is gone, and the other's waits until it is created.
  await create.nth(1).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Create it now", disabled: true }).waitFor();
  await assertAccessible(page, "a name that waits for another one of its batch");
  answer();
  delete upstream.hooks.at;
  await page.getByRole("button", { name: "Create it now", disabled: false }).press("Enter");
  await page.getByText("2 of 2 created").waitFor();
});

test("a change that the API does not answer in time may have been made, and the list tells", async (t) => {
  const env = { CONSOLE_API_TIMEOUT_SECONDS: "1" };
  const path = "/customers?state=trial";
  const { page, upstream } = await openConsole(t, { env, path });
  const name = await firstName(page);
  await choose(page, name, /^Mark as paying/);
  // The API does what it is told, and its answer does not come.
  /** @type {() => void} */
  let release = () => {};
  const released = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  upstream.hooks.at = async (moment, { method }) => {
    if (moment === "applied" && method === "POST") await released;
  };
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Mark as paying" }).press("Enter");
  await dialog.getByText("No answer in time: the change may have been made").waitFor();
  await dialog.getByText("Look at the customer before you try again").waitFor();
  await assertAccessible(page, "a change without an answer");
  await rows(page, name).waitFor({ state: "detached" });
  release();
});

test("a change whose answer makes no sense is made, and is not to be repeated", async (t) => {
  const { page, upstream } = await openConsole(t);
  const name = await firstName(page);
  await choose(page, name, /^Rename/);
  upstream.hooks.answer = ({ method }, response) => {
    if (method !== "PUT") return false;
    response.writeHead(200, { "content-type": "application/json" }).end('{"data":"odd"}');
    return true;
  };
  await page.getByLabel("Name", { exact: true }).fill("Novo Nome");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await dialog.getByText("The change was made, but its answer could not be understood").waitFor();
  await dialog.getByText("Do not repeat it.").waitFor();
  await assertAccessible(page, "an answer that makes no sense");
});

test("a list that makes no sense is said, and the rows before it stay", async (t) => {
  const { page, upstream } = await openConsole(t);
  const name = await firstName(page);
  upstream.hooks.answer = (_, response) => {
    response.writeHead(200, { "content-type": "application/json" }).end('{"data":7}');
    return true;
  };
  await page.keyboard.press("r");
  await page.getByText("The API's answer could not be understood").waitFor();
  assert.ok(await rows(page, name).isVisible());
});

/**
 * Presses a button at one name after the other, each when it can be, until none is left.
 * @param {import("playwright-core").Page} page
 * @param {string} name Of the button.
 * @param {() => Promise<void>} then What it asks for.
 */
async function settleEach(page, name, then) {
  const buttons = page.getByRole("button", { name });
  while ((await buttons.count()) > 0) {
    const left = await buttons.count();
    await page.getByRole("button", { name, disabled: false }).first().press("Enter");
    await then();
    await buttons.nth(left - 1).waitFor({ state: "detached" });
  }
}
