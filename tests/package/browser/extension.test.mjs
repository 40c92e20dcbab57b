// The client on a page of a browser extension, whose manifest has the content security policy.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM_FLAGS } from "../../run/chromium.mjs";
import { packageDir } from "../helpers/installed.mjs";

const PAGE = '<!doctype html><output></output><script type="module" src="page.js"></script>';
const SCRIPT = `import { ReporteiCustomers } from "./client/index.js";
import { ReporteiSandbox } from "./client/sandbox/index.js";

const show = (text) => document.querySelector("output").append(text);
try {
  const { accessToken, fetch } = new ReporteiSandbox({ customers: 3 });
  const { meta } = await new ReporteiCustomers({ accessToken, fetch }).list();
  show(meta.total + " customers");
} catch (error) {
  show(error.message);
}
`;

test("an extension's page makes calls where its manifest allows WebAssembly", async (context) => {
  const policy = { extension_pages: "script-src 'self' 'wasm-unsafe-eval'" };
  assert.equal(await shown(context, { content_security_policy: policy }), "3 customers");
});

test("an extension's page is told what its manifest lacks", async (context) => {
  assert.match(await shown(context, {}), /script-src needs 'wasm-unsafe-eval'/);
});

/**
 * What the page of an extension with these entries in its manifest shows.
 * @param {import("node:test").TestContext} context
 * @param {object} manifest
 */
async function shown(context, manifest) {
  // Chromium makes the extension's id of its real path.
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "reportei-extension-")));
  const extension = join(dir, "extension");
  cpSync(packageDir, join(extension, "client"), { recursive: true });
  const all = { manifest_version: 3, name: "Extension", version: "1", ...manifest };
  writeFileSync(join(extension, "manifest.json"), JSON.stringify(all));
  writeFileSync(join(extension, "page.html"), PAGE);
  writeFileSync(join(extension, "page.js"), SCRIPT);
  const visit = await chromium.launchPersistentContext(join(dir, "profile"), {
    executablePath: process.env.CHROME,
    // Playwright's own headless mode loads no extensions.
    headless: false,
    args: [...CHROMIUM_FLAGS, "--headless=new", `--load-extension=${extension}`],
    ignoreDefaultArgs: ["--disable-extensions"],
  });
  context.after(async () => {
    await visit.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const page = await visit.newPage();
  await page.goto(`chrome-extension://${idOf(extension)}/page.html`);
  return page.locator("output:not(:empty)").innerText();
}

/** @param {string} path */
const idOf = (path) =>
  [...createHash("sha256").update(path).digest("hex").slice(0, 32)]
    .map((digit) => String.fromCharCode("a".charCodeAt(0) + parseInt(digit, 16)))
    .join("");
