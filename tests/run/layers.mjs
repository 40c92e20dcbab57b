/** What `npm test` runs, in this order: what is quick and near to the code comes first. */
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { writeDocs } from "../../pkg-template/docs/docs.mjs";
import { buildConsole, consoleDir, installConsole } from "../../pkg-template/scripts/console.mjs";
import { linkPackage } from "../../pkg-template/scripts/link.mjs";
import { installPackages } from "../../pkg-template/scripts/packages.mjs";
import { root, toolsBin } from "../../pkg-template/scripts/paths.mjs";
import { installTestPackages } from "../console/packages.mjs";
import { CHROMIUM_FLAGS } from "./chromium.mjs";
import { consumer } from "./consumer.mjs";
import { checks, nodeTests, rustTests, sum } from "./counted.mjs";
import { PROJECTS, TSC } from "./projects.mjs";
import { singleConnectionProxy } from "./proxy.mjs";
import { checkTypes } from "./types.mjs";

/**
 * @typedef {object} Context What set-up found.
 * @property {import("../../pkg-template/scripts/pins.mjs").Pins} pins
 * @property {import("../../pkg-template/scripts/browser.mjs").Browser | undefined} browser
 * @property {string[]} [rows] Which consumers are to run, where not all are.
 * @property {boolean} [write] Whether to write the README's table of them.
 *
 * @typedef {object} Layer
 * @property {string} name
 * @property {string} what
 * @property {boolean} [needsBrowser]
 * @property {boolean} [needsWasmPack]
 * @property {boolean} [takesLong] So that it runs only where it is asked for by its name.
 * @property {boolean} [needsReleaseTools]
 * @property {(context: Context) => Promise<import("./counted.mjs").Count>} run
 */

const WASM = ["--target", "wasm32-unknown-unknown"];
const SANDBOX_ALONE = ["--no-default-features", "--features", "sandbox"];
const DENY_WARNINGS = ["--", "-D", "warnings"];
const PRETTIER = join(root, "node_modules/prettier/bin/prettier.cjs");

/** Advisories are not looked at: they need a network, and change without a change here. */
const DENY_OFFLINE = [
  ...["--offline", "--log-level", "error", "--config", "pkg-template/release/deny.toml"],
  ...["check", "licenses", "bans", "sources"],
];

/** @type {Layer[]} */
export const LAYERS = [
  {
    name: "format",
    what: "rustfmt and prettier have nothing to change",
    run: () =>
      checks([
        ["cargo", "fmt", "--check"],
        [process.execPath, PRETTIER, "--check", "."],
      ]),
  },
  {
    name: "clippy",
    what: "no warning, native and wasm, each part alone and all together",
    run: () =>
      checks([
        ["cargo", "clippy", "--all-targets", "--all-features", ...DENY_WARNINGS],
        ["cargo", "clippy", "--lib", ...WASM, ...DENY_WARNINGS],
        ["cargo", "clippy", "--lib", ...WASM, ...SANDBOX_ALONE, ...DENY_WARNINGS],
        ["cargo", "clippy", "--all-targets", ...WASM, "--all-features", ...DENY_WARNINGS],
      ]),
  },
  {
    name: "native",
    what: "cargo test",
    run: () => rustTests(["cargo", "test", "--all-features"]),
  },
  {
    name: "endpoint",
    what: "an endpoint more, added to a copy of the crate as its documentation says",
    run: () => nodeTests("tests/endpoint", {}),
  },
  {
    name: "wasm-node",
    what: "wasm-pack test in Node",
    needsWasmPack: true,
    run: () => rustTests(wasmPack("--node"), wasmPackEnv()),
  },
  {
    name: "wasm-chrome",
    what: "wasm-pack test in headless Chromium",
    needsBrowser: true,
    needsWasmPack: true,
    run: async ({ browser }) => {
      const { chrome, chromedriver } = found(browser);
      const proxy = await singleConnectionProxy();
      const env = {
        ...wasmPackEnv(),
        WASM_BINDGEN_TEST_WEBDRIVER_JSON: capabilities(chrome, proxy.flags),
      };
      const command = wasmPack("--headless", "--chrome", "--chromedriver", chromedriver);
      return rustTests(command, env).finally(proxy.close);
    },
  },
  {
    name: "wasm-pack",
    what: "wasm-pack build, whose output loads",
    needsWasmPack: true,
    run: () => nodeTests("tests/wasm-pack", {}),
  },
  {
    name: "scripts",
    what: "TypeScript's strict check of every JavaScript file but what consumers wrote",
    run: async ({ pins }) => {
      await consumer(pins); // The examples import the built package,
      await examplePackages(); // and packages of their own.
      await installTestPackages();
      /** @type {import("./counted.mjs").Command[]} */
      const commands = PROJECTS.map((project) => [process.execPath, TSC, "--project", project]);
      return sum(await nodeTests("tests/scripts", {}), await checks(commands));
    },
  },
  {
    name: "build",
    what: "what the build does to the wasm and its glue",
    run: () => nodeTests("tests/build", {}),
  },
  {
    name: "tarball",
    what: "the tarball holds what it should",
    run: async ({ pins }) => nodeTests("tests/tarball", { CONSUMER_DIR: await consumer(pins) }),
  },
  {
    name: "size",
    what: "what an import brings is no larger than allowed",
    run: async ({ pins }) => nodeTests("tests/size", { CONSUMER_DIR: await consumer(pins) }),
  },
  {
    name: "lint-package",
    what: "publint and attw have nothing to say",
    run: async ({ pins }) =>
      nodeTests("tests/lint-package", { CONSUMER_DIR: await consumer(pins) }),
  },
  {
    name: "package",
    what: "the installed package in Node, imported and required",
    run: async ({ pins }) => nodeTests("tests/package", { CONSUMER_DIR: await consumer(pins) }),
  },
  {
    name: "campaign",
    what: "calls against a sandbox that fails at random: nothing doubled, lost or leaked",
    run: async ({ pins }) => nodeTests("tests/campaign", { CONSUMER_DIR: await consumer(pins) }),
  },
  {
    name: "package-chromium",
    what: "the installed package in Chromium, and the example page",
    needsBrowser: true,
    run: async ({ pins, browser }) =>
      nodeTests("tests/package/browser", {
        CONSUMER_DIR: await consumer(pins),
        CHROME: found(browser).chrome,
      }),
  },
  {
    name: "package-workerd",
    what: "the installed package in workerd",
    run: async ({ pins }) => {
      // Not before set-up, as those below.
      const { installTools } = await import("../consumers/tools.mjs");
      const workerd = join(await installTools(), "@cloudflare/workerd-linux-64/bin/workerd");
      return nodeTests("tests/package/workerd", {
        CONSUMER_DIR: await consumer(pins),
        WORKERD: workerd,
      });
    },
  },
  {
    name: "console",
    what: "the console's types, its page's logic, and its server against the sandbox over HTTP",
    run: async (context) => {
      await consoleServer(context);
      /** @type {import("./counted.mjs").Command} */
      const types = [process.execPath, join(consoleDir, "node_modules/typescript/bin/tsc")];
      return sum(
        await checks([types], consoleDir),
        await nodeTests("tests/console/page", {}),
        await nodeTests("tests/console/server", {}),
      );
    },
  },
  {
    name: "console-chromium",
    what: "the console's page in Chromium, on its server and the sandbox",
    needsBrowser: true,
    run: async (context) => {
      await wholeConsole(context);
      return nodeTests("tests/console/chromium", { CHROME: found(context.browser).chrome });
    },
  },
  {
    name: "console-firefox",
    what: "the console's main flows in Firefox",
    run: async (context) => {
      await wholeConsole(context);
      await installTestPackages();
      return nodeTests("tests/console/firefox", {});
    },
  },
  {
    name: "console-lighthouse",
    what: "what Lighthouse says of the console, but for its times",
    needsBrowser: true,
    takesLong: true,
    run: async (context) => {
      await wholeConsole(context);
      await installTestPackages();
      return nodeTests("tests/console/lighthouse", { CHROME: found(context.browser).chrome });
    },
  },
  {
    name: "console-grid",
    what: "every state of the console's page, in each colour scheme and at each width",
    needsBrowser: true,
    takesLong: true,
    run: async (context) => {
      await wholeConsole(context);
      return nodeTests("tests/console/grid", { CHROME: found(context.browser).chrome });
    },
  },
  {
    name: "examples",
    what: "the example scripts in Node, Deno, Bun and workerd, and the import killed at any moment",
    run: async ({ pins }) => {
      const { installTools } = await import("../consumers/tools.mjs");
      return nodeTests("tests/examples", {
        CONSUMER_DIR: await consumer(pins),
        EXAMPLE_PACKAGES: await examplePackages(),
        CONSUMER_TOOLS: await installTools(),
      });
    },
  },
  {
    name: "types",
    what: "strict consumers under TypeScript 5.0, 5.9 and 7, each module system, with and without a platform",
    run: async ({ pins }) => {
      const dir = await consumer(pins);
      return sum(await nodeTests("tests/types", { CONSUMER_DIR: dir }), await checkTypes(dir));
    },
  },
  {
    name: "readme",
    what: "the README's code blocks",
    needsBrowser: true,
    run: async ({ pins, browser }) =>
      nodeTests("tests/readme", {
        CONSUMER_DIR: await consumer(pins),
        CHROME: found(browser).chrome,
      }),
  },
  {
    name: "docs",
    what: "the reference of the package and of the crate: no warning, and fit for a phone",
    needsBrowser: true,
    run: async ({ pins, browser }) => {
      await consumer(pins); // The reference is of the built package.
      await writeDocs();
      return nodeTests("tests/docs", { CHROME: found(browser).chrome });
    },
  },
  {
    name: "release",
    what: "the dependencies' licences and sources, their list, and what a release waits for",
    needsReleaseTools: true,
    run: async ({ pins }) =>
      sum(
        await checks([[join(toolsBin, "cargo-deny"), ...DENY_OFFLINE]]),
        await nodeTests("tests/release", { CONSUMER_DIR: await consumer(pins) }),
      ),
  },
  {
    name: "bench",
    what: "the benchmarks compare what is the same, in a run without their rounds",
    needsBrowser: true,
    run: async ({ pins, browser }) => {
      await consumer(pins); // They import the built package.
      return nodeTests("tests/bench", { CHROME: found(browser).chrome });
    },
  },
  {
    name: "consumers",
    what: "the tarball in each runtime, browser, bundler and package manager",
    needsBrowser: true,
    // Not before set-up: its rows need npm packages.
    run: async (context) => (await import("../consumers/run.mjs")).consumers(context),
  },
];

/**
 * The console's server, built.
 * @param {Context} context
 */
async function consoleServer({ pins }) {
  await consumer(pins); // The console imports the built package.
  linkPackage();
  await installConsole();
  await buildConsole("server");
}

/**
 * The console's server and page, built.
 * @param {Context} context
 */
async function wholeConsole(context) {
  await consoleServer(context);
  await buildConsole("page");
}

/** What the example scripts import beside the package. */
const examplePackages = () =>
  installPackages(join(root, "examples-web/node"), "the packages of the example scripts");

/**
 * Every test of the crate that fits the place: wasm-bindgen's runner leaves out the others.
 * @param {string[]} where
 * @returns {import("./counted.mjs").Command}
 */
function wasmPack(...where) {
  // Nothing is to be installed: what is missing is set-up's business.
  const args = ["test", ...where, "--mode", "no-install", "--", "--all-features"];
  return [join(toolsBin, "wasm-pack"), ...args];
}

/** wasm-pack takes a wasm-bindgen of the right version from PATH, and would else look for one to download. */
function wasmPackEnv() {
  return { PATH: `${toolsBin}${delimiter}${process.env.PATH}` };
}

/**
 * Writes the file from which wasm-bindgen's test runner takes the browser and its flags.
 * @param {string} chrome
 * @param {string[]} flags
 */
function capabilities(chrome, flags) {
  const dir = join(root, "tests/artifacts");
  mkdirSync(dir, { recursive: true });
  const file = join(dir, "webdriver.json");
  const options = { binary: chrome, args: [...CHROMIUM_FLAGS, ...flags] };
  writeFileSync(file, JSON.stringify({ "goog:chromeOptions": options }));
  return file;
}

/**
 * The browser of a layer that asked for one.
 * @param {Context["browser"]} browser
 */
function found(browser) {
  if (!browser) throw new Error("This layer needs a browser, and does not say so.");
  return browser;
}
