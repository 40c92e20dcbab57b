/** Starts the workers of `config.capnp`, for one test. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "../../../pkg-template/scripts/run.mjs";
import { packageDir } from "../helpers/installed.mjs";

const { WORKERD = "" } = process.env;
/** What the workers are of, beside the package. */
const FILES = [
  "config.capnp",
  "worker.mjs",
  "../helpers/redirect-calls.mjs",
  "../helpers/tokens.mjs",
];
const PORTS = /"socket":"first","port":(\d+)[^]*"socket":"last","port":(\d+)/;

/** Their compatibility dates. */
export const DATES = ["2024-09-01", "2026-09-01"];

/**
 * @param {import("node:test").TestContext} context
 * @returns {Promise<string[]>} The workers' addresses, a date each.
 */
export async function startWorkers(context) {
  const dir = mkdtempSync(join(tmpdir(), "reportei-workerd-"));
  context.after(() => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }));
  cpSync(packageDir, join(dir, "package"), { recursive: true });
  for (const file of FILES) {
    cpSync(fileURLToPath(new URL(file, import.meta.url)), join(dir, basename(file)));
  }
  let output = "";
  return new Promise((resolve, reject) => {
    const { ended, kill } = launch(WORKERD, ["serve", "config.capnp", "--control-fd=1"], {
      cwd: dir,
      quiet: true,
      onText: (text) => {
        output += text;
        const match = PORTS.exec(output);
        if (match) resolve(match.slice(1).map((port) => `http://127.0.0.1:${port}`));
      },
    });
    context.after(kill);
    ended.then(() => reject(new Error(`workerd ended early: ${output}`)));
  });
}
