/** A Redis server for one test: on a socket of its own, with nothing on disk. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOrInstallRedis } from "../../../pkg-template/scripts/redis.mjs";
import { launch } from "../../../pkg-template/scripts/run.mjs";
import { Stop } from "../../../pkg-template/scripts/terminal.mjs";

/** Why there can be none on this machine, in a sentence; nothing where there can. */
export function whyNoRedis() {
  return findOrInstallRedis().then(
    () => undefined,
    (error) => {
      if (error instanceof Stop) return error.message;
      throw error;
    },
  );
}

/** @param {import("node:test").TestContext} test */
export async function redisFor(test) {
  const program = await findOrInstallRedis();
  const dir = mkdtempSync(join(tmpdir(), "reportei-redis-"));
  const socket = join(dir, "redis.sock");
  /** @type {import("../../../pkg-template/scripts/run.mjs").Launched | undefined} */
  let server;
  const stop = async () => {
    server?.kill();
    await server?.ended;
  };
  const start = () =>
    new Promise((resolve, reject) => {
      const args = ["--port", "0", "--unixsocket", socket, "--save", "", "--dir", dir];
      let output = "";
      server = launch(program, args, {
        quiet: true,
        onText: (text) => {
          output += text;
          if (/ready to accept connections/i.test(output)) resolve(undefined);
        },
      });
      server.ended.then(() => reject(new Error(`redis-server ended: ${output}`)));
    });
  test.after(async () => {
    await stop();
    rmSync(dir, { recursive: true, force: true });
  });
  await start();
  return { socket, start, stop };
}
