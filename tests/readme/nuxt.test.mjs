// The README's route for a Nuxt server, on stand-ins for what Nuxt imports by itself.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { transform } from "esbuild";
import { consumerDir, imported } from "../package/helpers/installed.mjs";
import { blockFor } from "./blocks.mjs";

test("the route lists the customers with the token of the runtime's configuration", async (context) => {
  const { ReporteiSandbox } = await imported("reportei-customers/sandbox");
  const sandbox = new ReporteiSandbox({ customers: 3 });
  context.mock.method(globalThis, "fetch", sandbox.fetch);
  Object.assign(globalThis, {
    defineEventHandler: (/** @type {() => unknown} */ handler) => handler,
    useRuntimeConfig: () => ({ reporteiAccessToken: sandbox.accessToken }),
  });

  const file = join(consumerDir, "customers.get.mjs");
  const { code } = await transform(blockFor("nuxt").code, { loader: "ts" });
  writeFileSync(file, code);
  const { default: route } = await import(pathToFileURL(file).href);

  for (const request of [1, 2]) assert.equal((await route()).meta.total, 3, `request ${request}`);
});
