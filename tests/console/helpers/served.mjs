/** The console with its built page, and the sandbox as its API. */
import { join } from "node:path";
import { consoleDir } from "../../../pkg-template/scripts/console.mjs";
import { startConsole } from "../server/helpers/console.mjs";
import { serveUpstream } from "../server/helpers/upstream.mjs";

/**
 * @param {import("../server/helpers/console.mjs").Scope} scope
 * @param {object} [sandbox] Options of the sandbox.
 * @param {NodeJS.ProcessEnv} [env] Of the server.
 */
export async function serveConsole(scope, sandbox, env) {
  const upstream = await serveUpstream(scope, { customers: 40, ...sandbox });
  const settings = {
    CONSOLE_PAGE_DIR: join(consoleDir, "dist/page"),
    CONSOLE_SETTLE_AFTER_SECONDS: "0",
    ...env,
  };
  const server = await startConsole(scope, upstream, settings);
  const { url, port, dataDir } = server;
  /** Starts it again where it was, with what it has kept. */
  const restart = () =>
    startConsole(scope, upstream, {
      ...settings,
      CONSOLE_PORT: String(port),
      CONSOLE_DATA_DIR: dataDir,
    });
  return { url, upstream, server, restart };
}
