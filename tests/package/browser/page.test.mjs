// The page of `examples-web/page` in Chromium, on a served sandbox: by roles, labels and keys.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { root } from "../../../pkg-template/scripts/paths.mjs";
import {
  NO_WORD,
  create,
  creations,
  customers,
  open,
  storeToken,
  tokenDialog,
} from "../helpers/page.mjs";

const FILES = ["index.html", "page.js"].map((name) => join(root, "examples-web/page", name));

test("it fits on a screen: at most 150 lines, in two files", () => {
  const lines = FILES.map((file) => readFileSync(file, "utf8").trimEnd().split("\n").length);
  assert.ok(lines[0] + lines[1] <= 150, `${lines[0]} and ${lines[1]} lines`);
});

test("the token in it is the sandbox's own, and the page says so", async (context) => {
  const { page, accessToken } = await open(context);
  await page.getByText("A real token never goes into a page").waitFor();
  const text = FILES.map((file) => readFileSync(file, "utf8")).join();
  assert.deepEqual(text.match(/sandbox_\w+/g), [accessToken]);
});

test("pages are turned by links, and Back, reload and an end behind the last one are no matter", async (context) => {
  const { page, complaints } = await open(context);
  await page.getByText("1–15 of 40").waitFor();
  await page.getByRole("link", { name: "Next" }).click();
  await page.getByText("16–30 of 40").waitFor();
  await page.getByRole("link", { name: "Last" }).click();
  await page.getByText("31–40 of 40").waitFor();
  assert.equal(await customers(page).count(), 10);
  await page.getByRole("link", { name: "Next" }).click();
  await page.reload();
  await page.getByText("31–40 of 40").waitFor();
  await page.goBack();
  await page.getByText("16–30 of 40").waitFor();
  await page.goto(new URL("#99", page.url()).href);
  await page.getByText("No customers here").waitFor();
  await page.getByRole("link", { name: "Previous" }).click();
  await page.getByText("31–40 of 40").waitFor();
  assert.deepEqual(complaints, []);
});

test("a page that nobody waits for any more is aborted, and never shown", async (context) => {
  const { page, sandbox } = await open(context);
  await page.getByText("1–15 of 40").waitFor();
  sandbox.inject({ fault: { kind: "headers_stalled" } });
  const aborted = page.waitForEvent("requestfailed", (request) => request.url().includes("page=2"));
  await page.getByRole("link", { name: "Next" }).click();
  await page.getByRole("link", { name: "Last" }).click();
  await aborted;
  await page.getByText("31–40 of 40").waitFor();
});

test("each customer's state and day are said, and its name stays text of its own direction", async (context) => {
  const now = Date.now();
  const day = (/** @type {number} */ days) =>
    new Date(now + days * 86_400_000).toISOString().slice(0, 19).replace("T", " ");
  const { page } = await open(context, {
    prepare: (page) =>
      page.route(/api\/customers/, async (route) => {
        const answer = await (await route.fetch()).json();
        const [customer] = answer.data;
        const created_at = "2024-09-24 17:07:34";
        const of = (/** @type {object} */ changes) => ({ ...customer, created_at, ...changes });
        answer.data = [
          of({ name: '<b onclick="x">A</b>', is_paying: true }),
          of({ name: "Padaria \u202egpj.exe", is_paying: false, trial_ends_at: day(1) }),
          of({ name: "C", is_paying: false, trial_ends_at: day(-1) }),
          of({ name: "D", is_paying: false, trial_ends_at: null }),
        ];
        await route.fulfill({ json: answer, headers: { "access-control-allow-origin": "*" } });
      }),
  });
  await customers(page).first().waitFor();
  assert.deepEqual(await customers(page).allTextContents(), [
    '<b onclick="x">A</b>Paying · created Sep 24, 2024',
    "Padaria \u202egpj.exeTrial, ends tomorrow · created Sep 24, 2024",
    "CTrial over · created Sep 24, 2024",
    "DNo trial · created Sep 24, 2024",
  ]);
  assert.deepEqual(await page.locator("li > bdi").count(), 4);
});

test("a token is shown until it was stored, is copied, and is nowhere in the page afterwards", async (context) => {
  const { page, complaints } = await open(context, {
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await page.getByText("1–15 of 40").waitFor();
  await page.getByLabel("Name").fill("Café da Esquina");
  await page.getByRole("button", { name: "Create customer" }).click();
  const token = (await tokenDialog(page).locator("code").textContent()) ?? "";
  assert.match(token, /^[0-9a-f]{64}$/);
  await tokenDialog(page).getByRole("button", { name: "Copy" }).click();
  await tokenDialog(page).getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), token);

  for (const _ of [1, 2, 3]) await page.keyboard.press("Escape");
  await tokenDialog(page).getByRole("button", { name: "Close" }).click();
  assert.ok(await tokenDialog(page).isVisible(), "closed before the token was stored");
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const leaving = await asked;
  assert.equal(leaving.type(), "beforeunload");
  await leaving.dismiss();

  await storeToken(page);
  await page.getByText("The customer was created").waitFor();
  await page.getByText("1–15 of 41").waitFor();
  assert.ok(!(await page.content()).includes(token));
  await page.getByLabel("Name").and(page.locator(":focus")).waitFor();
  assert.equal(await page.getByLabel("Name").inputValue(), "");
  assert.deepEqual(complaints, []);
});

test("it is used by the keyboard alone, and a second Enter creates nothing", async (context) => {
  const { page, sandbox } = await open(context);
  await page.getByText("1–15 of 40").waitFor();
  sandbox.inject({ method: "POST", fault: { kind: "latency", ms: 500 } });
  await page.keyboard.press("Tab");
  await page.keyboard.type("Teclado & Filhos");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await tokenDialog(page).waitFor();
  for (const key of ["Tab", "Space", "Tab", "Enter"]) await page.keyboard.press(key);
  await tokenDialog(page).waitFor({ state: "hidden" });
  await page.getByText("The customer was created").waitFor();
  await page.getByLabel("Name").and(page.locator(":focus")).waitFor();
  assert.equal(creations(sandbox), 1);
});

test("a name that is empty or blank is asked for at its field, and nothing is sent", async (context) => {
  const { page, sandbox } = await open(context);
  await page.getByText("1–15 of 40").waitFor();
  for (const name of ["", "   "]) {
    await create(page, name);
    await page.locator("#name:invalid:focus").waitFor();
  }
  assert.equal(creations(sandbox), 0);
});

/** What the API does to a creation, and what of it a person reads. */
const FAILURES = [
  {
    fault: { kind: "status", status: 422, envelope: "errors" },
    says: /^The customer was not created\. /,
  },
  {
    fault: { kind: "status", status: 401 },
    says: "The customer was not created. The API does not accept the access token.",
  },
  {
    fault: { kind: "rate_limit", retryAfter: 120 },
    says: "The customer was not created. The API takes no more requests for now: wait a minute.",
  },
  {
    fault: NO_WORD,
    says: "The customer may have been created. If so, nobody has its token: delete it, and create it again. The API has a problem of its own: wait a minute.",
  },
];

for (const { fault, says } of FAILURES) {
  test(`after ${JSON.stringify(fault)} the page says what that means, with the details folded`, async (context) => {
    const { page, sandbox, accessToken, complaints } = await open(context);
    await page.getByText("1–15 of 40").waitFor();
    assert.ok(await page.getByText("Details of the last error").isHidden());
    sandbox.inject({ method: "POST", fault });
    await create(page, "Talvez");
    await page.getByText(says).waitFor();
    assert.ok(await page.locator("pre").isHidden());
    await page.getByText("Details of the last error").click();
    const details = JSON.parse((await page.locator("pre").textContent()) ?? "");
    assert.equal(details.method, "POST");
    assert.ok(!(await page.locator("pre").textContent())?.includes(accessToken));
    assert.equal(await page.getByLabel("Name").inputValue(), "Talvez");
    assert.equal(creations(sandbox), 1);
    assert.deepEqual(complaints, []);
  });
}

test("where a page cannot be read, the one before stays, and the next is shown again", async (context) => {
  const { page, sandbox } = await open(context);
  await page.getByText("1–15 of 40").waitFor();
  const first = await customers(page).first().textContent();
  sandbox.inject({ method: "GET", fault: { kind: "status", status: 403 } });
  await page.getByRole("link", { name: "Next" }).click();
  await page.getByText("The customers cannot be shown.").waitFor();
  assert.equal(await customers(page).first().textContent(), first);
  await page.getByRole("link", { name: "Last" }).click();
  await page.getByText("31–40 of 40").waitFor();
});

test("where the sandbox is not there, the page says that it cannot be reached", async (context) => {
  const { page } = await open(context, { prepare: (_, sandbox) => sandbox.close() });
  await page.getByText("The customers cannot be shown. The API cannot be reached.").waitFor();
});

test("behind a proxy that adds the token, the page sends none", async (context) => {
  /** @type {string[]} */
  const sent = [];
  const { page } = await open(context, {
    prepare: async (page, { apiUrl, accessToken }) => {
      await page.route(/\/$/, async (route) => {
        const html = await (await route.fetch()).text();
        const body = html
          .replace(/data-base-url="[^"]*"/, 'data-base-url="/api"')
          .replace(/data-access-token="[^"]*"/, "");
        await route.fulfill({ contentType: "text/html", body });
      });
      await page.route(/\/api\//, async (route) => {
        const { pathname, search } = new URL(route.request().url());
        const headers = route.request().headers();
        sent.push(headers.authorization ?? "no token");
        const url = new URL(pathname + search, apiUrl).href;
        await route.fulfill({
          response: await route.fetch({
            url,
            headers: { ...headers, authorization: `Bearer ${accessToken}` },
          }),
        });
      });
    },
  });
  await page.getByText("1–15 of 40").waitFor();
  await create(page, "Atrás do Proxy");
  await storeToken(page);
  await page.getByText("The customer was created").waitFor();
  assert.deepEqual(new Set(sent), new Set(["no token"]));
});
