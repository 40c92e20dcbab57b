/** From the import to the first answer, where nothing is warm: a fresh process, a fresh page. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { run } from "../../../pkg-template/scripts/run.mjs";
import { CHROMIUM_FLAGS } from "../../run/chromium.mjs";
import { UUID } from "../answers.mjs";
import { ACCESS_TOKEN } from "../clients/index.mjs";
import { PROGRAMS, bundled, imported } from "./programs.mjs";

/** @typedef {import("../cases.mjs").Case} Case */
/** @typedef {{ ms: number, value: unknown }} Measured */

/** @type {Case} */
const NODE = {
  id: "cold/node",
  what: "a fresh process of Node",
  rounds: 40,
  prepare: async ({ url }) => prepared((program) => inFreshProcess(program, url)),
};

/** @type {Case} */
const CHROMIUM = {
  id: "cold/chromium",
  what: "a fresh page of Chromium",
  rounds: 40,
  prepare: async ({ url, chrome, dir, versions }) => {
    /** @type {Map<string, string>} */
    const files = new Map();
    for (const [index, program] of PROGRAMS.entries()) {
      writeFileSync(join(dir, `${index}.js`), await bundled(program));
      if (program.from) files.set(program.name, `/files/${index}.js`);
    }
    const browser = await chromium.launch({ executablePath: chrome, args: CHROMIUM_FLAGS });
    versions.Chromium = browser.version();
    const measure = prepared((program) => inFreshPage(program, files, browser, url));
    return { ...measure, close: () => browser.close() };
  },
};

export const COLD_CASES = [NODE, CHROMIUM];

/** @param {(program: import("./programs.mjs").Program) => Promise<Measured>} measure */
function prepared(measure) {
  /** @param {string} name */
  const measured = async (name) => {
    const program = PROGRAMS.find((program) => program.name === name);
    if (!program) throw new Error(`There is no program with ${name}.`);
    return measure(program);
  };
  return {
    names: PROGRAMS.map(({ name }) => name),
    value: async (/** @type {string} */ name) => (await measured(name)).value,
    time: async (/** @type {string} */ name) => (await measured(name)).ms,
  };
}

/**
 * @param {import("./programs.mjs").Program} program
 * @param {string} url
 * @returns {Promise<Measured>}
 */
async function inFreshProcess(program, url) {
  const given = [url, ACCESS_TOKEN, UUID].map((text) => JSON.stringify(text)).join();
  const code = `
    const start = performance.now();
    const value = await (${imported(program)})(${given});
    const ms = performance.now() - start;
    console.log(JSON.stringify({ ms, value }));
    process.exit();`;
  const printed = await run(process.execPath, ["--input-type=module", "--eval", code], {
    quiet: true,
    otherwise: `The program with ${program.name} failed; see what it says above.`,
  });
  return JSON.parse(printed);
}

/**
 * @param {import("./programs.mjs").Program} program
 * @param {Map<string, string>} files
 * @param {import("playwright-core").Browser} browser
 * @param {string} url
 * @returns {Promise<Measured>}
 */
async function inFreshPage({ name }, files, browser, url) {
  // A context of its own has no cache that an earlier page filled.
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${url}/page`);
    return await page.evaluate(
      async ([file, baseUrl = "", accessToken = "", uuid = ""]) => {
        const start = performance.now();
        let value;
        if (file) {
          const { show } = await import(file);
          value = await show(baseUrl, accessToken, uuid);
        } else {
          const headers = { accept: "application/json", authorization: `Bearer ${accessToken}` };
          const response = await fetch(`${baseUrl}/customers/${uuid}`, { headers });
          value = (await response.json()).customer;
        }
        return { ms: performance.now() - start, value };
      },
      [files.get(name), url, ACCESS_TOKEN, UUID],
    );
  } finally {
    await context.close();
  }
}
