/** Starts the API of the benchmarks in its own process, so that clients have theirs to themselves. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const SERVER = fileURLToPath(new URL("server.mjs", import.meta.url));

/**
 * @param {number} customers How many it has.
 * @param {string} dir Where the files are that it serves under `/files/`.
 */
export async function startServer(customers, dir) {
  const args = [SERVER, String(customers), dir];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  const [port] = await once(child.stdout.setEncoding("utf8"), "data");
  return {
    url: `http://127.0.0.1:${Number(port)}`,
    close: async () => {
      child.stdin.end();
      await once(child, "exit");
    },
  };
}
