/** Kills a console in the middle of a batch of creations, at a moment that follows from a seed. */
import { startConsole } from "./console.mjs";
import { begin } from "./creations.mjs";
import { random } from "./random.mjs";
import { serveUpstream } from "./upstream.mjs";

const BATCH = 20;

/**
 * @param {import("node:test").TestContext} context
 * @param {number} seed
 */
export async function crashed(context, seed) {
  const { one, whole } = random(seed);
  const upstream = await serveUpstream(context);
  const key = Buffer.alloc(32, seed).toString("base64");
  const env = { CONSOLE_VAULT_KEY: key, CONSOLE_SETTLE_AFTER_SECONDS: "0" };
  const first = await startConsole(context, upstream, env);
  const caller = await first.signedIn();
  // Every fourth name is one that is there already.
  const names = Array.from({ length: BATCH }, (_, index) => `Loja ${index % 4 === 3 ? 0 : index}`);

  const fatal = {
    moment: one(/** @type {const} */ (["arrived", "applied", "answered"])),
    number: whole(BATCH),
  };
  let count = 0;
  /** @type {Promise<void>} */
  const killed = new Promise((resolve, reject) => {
    upstream.hooks.at = async (moment, { method }) => {
      if (method !== "POST") return;
      if (moment === "arrived") count += 1;
      if (count !== fatal.number + 1) return;
      if (moment === fatal.moment) {
        await first.end("SIGKILL");
        resolve();
      } else if (moment === "applied" && fatal.moment === "answered") {
        // The answer leaves, and the console dies some time while it deals with it.
        setTimeout(() => first.end("SIGKILL").then(() => resolve(), reject), whole(12));
      }
    };
  });
  const { json } = await begin(caller, names);
  await killed;
  delete upstream.hooks.at;
  return {
    upstream,
    env: { ...env, CONSOLE_DATA_DIR: first.dataDir },
    id: json.id,
    names,
    fatal,
  };
}
