/** The console with its built page, and the sandbox as its API. */
import { join } from "node:path";
import { consoleDir } from "../../../pkg-template/scripts/console.mjs";
import { startConsole } from "../server/helpers/console.mjs";
import { serveUpstream } from "../server/helpers/upstream.mjs";

/**
 * @param {import("../server/helpers/console.mjs").Scope} scope
 * @param {object} [sandbox] Options of the sandbox.
 */
export async function serveConsole(scope, sandbox) {
  const upstream = await serveUpstream(scope, { customers: 40, ...sandbox });
  const { url } = await startConsole(scope, upstream, {
    CONSOLE_PAGE_DIR: join(consoleDir, "dist/page"),
    CONSOLE_SETTLE_AFTER_SECONDS: "0",
  });
  return { url, upstream };
}
