// Redirects in workerd, whose fetch knows "manual" at every date, and "error" at none.
import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { launch } from "../../../pkg-template/scripts/run.mjs";
import { packageDir } from "../helpers/installed.mjs";
import { holdRedirects, redirectServers } from "../helpers/redirect-servers.mjs";

const { WORKERD = "" } = process.env;
const PORTS = /"socket":"first","port":(\d+)[^]*"socket":"last","port":(\d+)/;

for (const [at, date] of ["2024-09-01", "2026-09-01"].entries()) {
  test(`reads are redirected within their origin, and no token goes elsewhere, as of ${date}`, async (context) => {
    const { api, heard } = await redirectServers(context);
    const port = (await startWorkers(context))[at];
    const answer = await fetch(`http://127.0.0.1:${port}/?server=${encodeURIComponent(api)}`);
    assert.equal(answer.status, 200);
    holdRedirects(/** @type {any} */ (await answer.json()), heard);
  });
}

/**
 * @param {import("node:test").TestContext} context
 * @returns {Promise<string[]>} The workers' ports.
 */
async function startWorkers(context) {
  const dir = mkdtempSync(join(tmpdir(), "reportei-workerd-"));
  context.after(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  cpSync(packageDir, join(dir, "package"), { recursive: true });
  for (const file of ["config.capnp", "worker.mjs", "../helpers/redirect-calls.mjs"]) {
    const from = fileURLToPath(new URL(file, import.meta.url));
    cpSync(from, join(dir, file.replace("../helpers/", "")));
  }
  let output = "";
  return new Promise((resolve, reject) => {
    const { ended, kill } = launch(WORKERD, ["serve", "config.capnp", "--control-fd=1"], {
      cwd: dir,
      quiet: true,
      onText: (text) => {
        output += text;
        const match = PORTS.exec(output);
        if (match) resolve(match.slice(1));
      },
    });
    context.after(kill);
    ended.then(() => reject(new Error(`workerd ended early: ${output}`)));
  });
}
