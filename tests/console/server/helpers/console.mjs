/** The built server in a process of its own, and callers of it. */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { consoleDir } from "../../../../pkg-template/scripts/console.mjs";
import { Caller } from "./caller.mjs";

export const PASSWORD = "correct horse battery staple";
export const PASSWORD_HASH = hashOf(PASSWORD);
/** Of the sandbox's customers, and of the console's keys. */
export const TOKEN = /[0-9a-f]{64}/;

/**
 * @typedef {object} Scope What something is started for: a test, a file of tests, or a program.
 * @property {(end: () => unknown) => unknown} after Called with what ends it.
 *
 * @typedef {object} Running
 * @property {string} url Without a slash at the end.
 * @property {number} port
 * @property {string} dataDir
 * @property {import("node:child_process").ChildProcess} child
 * @property {() => string} output All that it has printed.
 * @property {(what: RegExp) => Promise<string>} printed When it has printed that.
 * @property {(signal: NodeJS.Signals) => Promise<number | null>} end
 * @property {() => Caller} caller Somebody who is not signed in.
 * @property {() => Promise<Caller>} signedIn
 */

/**
 * @param {Scope} context
 * @param {import("./upstream.mjs").Upstream} upstream
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<Running>}
 */
export function startConsole(context, upstream, env) {
  return launchConsole(context, {
    REPORTEI_BASE_URL: upstream.url,
    REPORTEI_ACCESS_TOKEN: upstream.sandbox.accessToken,
    CONSOLE_PASSWORD_HASH: PASSWORD_HASH,
    CONSOLE_VAULT_KEY: randomBytes(32).toString("base64"),
    ...env,
  });
}

/**
 * @param {Scope} context
 * @param {NodeJS.ProcessEnv} env
 * @param {string[]} [args]
 * @returns {Promise<Running>}
 */
export async function launchConsole(context, env, args = []) {
  const dataDir = env.CONSOLE_DATA_DIR ?? temporaryDir(context);
  const child = spawn(process.execPath, [join(consoleDir, "dist/server/main.js"), ...args], {
    env: {
      ...cleanEnv(),
      CONSOLE_PORT: "0",
      CONSOLE_PAGE_DIR: temporaryPage(context),
      ...env,
      CONSOLE_DATA_DIR: dataDir,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.on("close", resolve));
  context.after(() => {
    child.kill("SIGKILL");
    return ended;
  });
  child.setMaxListeners(0); // A test may wait for many lines at once.
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
      child.emit("printed");
    });
  }
  /** @type {(what: RegExp) => Promise<string>} */
  const printed = (what) =>
    new Promise((resolve, reject) => {
      const look = () => what.test(output) && resolve(output);
      child.on("printed", look);
      void ended.then((code) => reject(new Error(`It ended with ${code}: ${output}`)));
      look();
    });
  const [, address = ""] = / is at (http\S+)\/ /.exec(await printed(/ is at http\S+ /)) ?? [];
  // Behind a proxy it says where people open it, and listens here all the same.
  const port = Number(env.CONSOLE_ORIGIN ? env.CONSOLE_PORT : new URL(address).port);
  const url = `http://127.0.0.1:${port}`;
  const caller = () => new Caller(port, env.CONSOLE_ORIGIN ?? url);
  return {
    url,
    port,
    dataDir,
    child,
    output: () => output,
    printed,
    end: (signal) => {
      child.kill(signal);
      return ended;
    },
    caller,
    signedIn: async () => {
      const somebody = caller();
      const { status } = await somebody.post("/session", { password: PASSWORD });
      assert.equal(status, 200);
      return somebody;
    },
  };
}

/**
 * A console that must refuse to start.
 * @param {NodeJS.ProcessEnv} env
 */
export function refusedStart(env) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(consoleDir, "dist/server/main.js")],
    { env: { ...cleanEnv(), CONSOLE_PORT: "0", ...env }, encoding: "utf8", timeout: 20_000 },
  );
  return { status, stdout, stderr };
}

/** @param {string} password */
export function hashOf(password) {
  const { stdout } = spawnSync(process.execPath, [join(consoleDir, "dist/server/hash.js")], {
    input: `${password}\n`,
    encoding: "utf8",
  });
  return stdout.trim().replace(/^CONSOLE_PASSWORD_HASH='(.*)'$/, "$1");
}

/** @param {Scope} context */
export function temporaryDir(context) {
  const dir = mkdtempSync(join(tmpdir(), "reportei-console-"));
  context.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** A port on which nothing listens. */
export async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  server.close();
  await once(server, "close");
  return port;
}

/**
 * A page in place of the built one.
 * @param {Scope} context
 */
export function temporaryPage(context) {
  const dir = temporaryDir(context);
  mkdirSync(join(dir, "assets"));
  writeFileSync(join(dir, "index.html"), '<meta name="csp-nonce" content="__CSP_NONCE__">\n');
  writeFileSync(join(dir, "icon.svg"), '<svg xmlns="http://www.w3.org/2000/svg" />\n');
  writeFileSync(join(dir, "assets/page-1a2b3c.js"), "export {};\n");
  return dir;
}

/** Without what a developer's own environment has for a console. */
function cleanEnv() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:CONSOLE|REPORTEI)_/.test(name)),
  );
}
