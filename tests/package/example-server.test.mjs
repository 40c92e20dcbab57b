// The example's server holds the access token: it must give away neither that nor other files.
import assert from "node:assert/strict";
import { request } from "node:http";
import test from "node:test";
import { servePage } from "../../examples-web/browser/serve.mjs";
import { packageDir, sandboxFor } from "./helpers/installed.mjs";

/** @param {import("node:test").TestContext} context */
async function served(context) {
  const sandbox = await sandboxFor(context);
  const server = await servePage({ packageDir, ...sandbox });
  context.after(() => server.close());
  return { ...sandbox, url: server.url };
}

/**
 * A GET for a path as it stands, which fetch would tidy first.
 * @param {string} url
 * @param {string} path
 * @returns {Promise<number | undefined>} The status.
 */
const rawStatus = (url, path) =>
  new Promise((resolve, reject) => {
    const { port } = new URL(url);
    request({ port, path }, (response) => resolve(response.resume().statusCode))
      .on("error", reject)
      .end();
  });

test("files outside of the two folders are not served", async (context) => {
  const { url } = await served(context);
  assert.equal(await rawStatus(url, "/pkg/package.json"), 200);
  for (const path of [
    "/../node/quickstart.mjs",
    "/%2e%2e/node/quickstart.mjs",
    "/pkg/../../../package.json",
    "/pkg/..%2f..%2f..%2fpackage.json",
    "/pkg/%00",
    "/%",
    "/nothing.js",
  ]) {
    assert.equal(await rawStatus(url, path), 404, path);
  }
});

test("wasm, modules and the page come with the types and the policy that browsers ask for", async (context) => {
  const { url } = await served(context);
  const header = async (/** @type {string} */ path, /** @type {string} */ name) =>
    (await fetch(new URL(path, url))).headers.get(name);
  assert.equal(await header("/pkg/reportei_customers.wasm", "content-type"), "application/wasm");
  assert.match((await header("/pkg/index.js", "content-type")) ?? "", /^text\/javascript/);
  const policy = (await header("/", "content-security-policy")) ?? "";
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval' 'sha256-[^']+'/);
});

test("calls are passed on with the token, which never comes back", async (context) => {
  const { url, accessToken, journal } = await served(context);
  const response = await fetch(new URL("/api/customers?per_page=2", url), {
    headers: { accept: "application/json" },
  });
  const body = await response.text();
  assert.equal(JSON.parse(body).data.length, 2);
  assert.equal(journal.length, 1);
  assert.ok(!JSON.stringify([body, ...response.headers]).includes(accessToken));
});

test("another site's page cannot call through the server", async (context) => {
  const { url, journal } = await served(context);
  const response = await fetch(new URL("/api/customers", url), {
    headers: { origin: "https://example.com" },
  });
  assert.equal(response.status, 403);
  assert.equal(journal.length, 0);
});
