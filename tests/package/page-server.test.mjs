// The server of the example page gives this machine the page's files and the package's, and no others.
import assert from "node:assert/strict";
import { once } from "node:events";
import { request } from "node:http";
import test from "node:test";
import { servePage } from "../../pkg-template/scripts/page.mjs";
import { packageDir } from "./helpers/installed.mjs";

/** @param {import("node:test").TestContext} context */
async function served(context) {
  const server = await servePage({ packageDir, apiUrl: "http://127.0.0.1:4321/api" });
  context.after(() => server.close());
  return server.url;
}

/**
 * The status of a path as it stands, which fetch would tidy first.
 * @param {string} url
 * @param {string} path
 * @param {string} [method]
 */
async function status(url, path, method = "GET") {
  const { hostname, port } = new URL(url);
  const asked = request({ hostname, port, path, method }).end();
  const [response] = await once(asked, "response");
  return response.resume().statusCode;
}

test("the page's two files and the three it imports are served, with the types that browsers ask for", async (context) => {
  const url = await served(context);
  for (const [path, type] of [
    ["/", /^text\/html/],
    ["/page.js", /^text\/javascript/],
    ["/pkg/index.js", /^text\/javascript/],
    ["/pkg/client.js", /^text\/javascript/],
    ["/pkg/error.js", /^text\/javascript/],
  ]) {
    const { headers, status } = await fetch(new URL(String(path), url));
    assert.equal(status, 200, String(path));
    assert.match(headers.get("content-type") ?? "", /** @type {RegExp} */ (type));
    assert.equal(headers.get("x-content-type-options"), "nosniff");
    assert.equal(headers.get("content-security-policy"), "frame-ancestors 'none'");
  }
});

test("no other file is served, and nothing but GET and HEAD is answered", async (context) => {
  const url = await served(context);
  for (const path of [
    "/index.html",
    "/pkg/package.json",
    "/pkg/sandbox/index.js",
    "/../node/quickstart.mjs",
    "/%2e%2e/node/quickstart.mjs",
    "/pkg/../../../package.json",
    "/pkg/..%2f..%2f..%2fpackage.json",
    "/pkg/%00",
    "/%",
    "//page.js",
    "/page.js?",
    "*",
  ]) {
    assert.equal(await status(url, path), 404, path);
  }
  assert.equal(await status(url, "/page.js", "HEAD"), 200);
  assert.equal(await status(url, "/page.js", "POST"), 405);
  assert.equal(await status(url, "/page.js", "OPTIONS"), 405);
});

test("the page is told where the sandbox is, in its policy too", async (context) => {
  const html = await (await fetch(await served(context))).text();
  assert.match(html, /connect-src 'self' http:\/\/127\.0\.0\.1:4321;/);
  assert.match(html, /data-base-url="http:\/\/127\.0\.0\.1:4321\/api"/);
  assert.ok(!html.includes(":4010"));
});

test("a package that lacks a file leaves the server up", async (context) => {
  const server = await servePage({ packageDir: "nowhere", apiUrl: "http://127.0.0.1:4321/api" });
  context.after(() => server.close());
  assert.equal(await status(server.url, "/pkg/index.js"), 404);
  assert.equal(await status(server.url, "/"), 200);
});
