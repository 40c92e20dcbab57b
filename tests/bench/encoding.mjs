/**
 * `npm run bench:encoding`: what each way to inline the wasm costs, in bytes of the whole entry
 * after minification, and in time from the import to an instance that is ready. Writes
 * `results/encoding.md`.
 *
 * The times are medians. Every round measures every encoding once, in turn, so that whatever else
 * the machine does falls on all of them; compare the ratios, not the milliseconds.
 */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { inlining } from "../../pkg-template/scripts/inline.mjs";
import { pkgDir, templateDir } from "../../pkg-template/scripts/paths.mjs";
import { endOnSignal, run } from "../../pkg-template/scripts/run.mjs";
import { setUp } from "../../pkg-template/scripts/setup.mjs";
import { runAsProgram, say } from "../../pkg-template/scripts/terminal.mjs";
import { CHROMIUM_FLAGS } from "../run/chromium.mjs";
import { ENCODINGS } from "./encodings.mjs";
import { machine } from "./machine.mjs";

const RESULT = fileURLToPath(new URL("results/encoding.md", import.meta.url));
const ROUNDS = 25;

/** @typedef {Record<string, number>} Times Milliseconds by encoding. */

async function main() {
  endOnSignal();
  const { browser } = await setUp({ browser: true });
  const before = machine();
  const dir = mkdtempSync(join(tmpdir(), "reportei-encodings-"));
  process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
  const files = await bundles(dir);
  say("sizes");
  const sizes = Object.fromEntries(
    Object.entries(files).map(([name, file]) => [name, sizesOf(readFileSync(file))]),
  );
  say(`${ROUNDS} fresh processes of Node for each`);
  const fresh = await inFreshProcesses(files);
  say(`${ROUNDS} fresh pages of Chromium for each`);
  const { times: page, version } = await inChromium(files, browser.chrome);
  const rows = Object.keys(files).map((name) => {
    const cells = (sizes[name] ?? []).map((size) => size.toLocaleString("en"));
    return `| ${[name, ...cells, shown(fresh, name), shown(page, name)].join(" | ")} |`;
  });
  const text = markdown(before, version, rows);
  writeFileSync(RESULT, text);
  console.log(text);
}

/**
 * @param {import("./machine.mjs").Machine} machine
 * @param {string} chromium Its version.
 * @param {string[]} rows
 */
function markdown({ date, hardware, system, load }, chromium, rows) {
  const wasm = statSync(join(pkgDir, "reportei_customers.wasm")).size.toLocaleString("en");
  return `# Encodings of the inlined wasm

Made by \`npm run bench:encoding\` on ${date}: ${hardware}; ${system}; load ${load} when it began; Node ${process.versions.node}, Chromium ${chromium}. The wasm has ${wasm} bytes.

The whole default entry, bundled and minified by esbuild with its defaults. Times go from the import to the end of the entry's own code: medians of ${ROUNDS} fresh processes of Node and ${ROUNDS} fresh pages of Chromium, in turn, with the ratio to base64 in brackets.

| | raw | gzip -9 | brotli -11 | in a fresh Node | in a fresh page |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
`;
}

/**
 * The whole default entry, once for each encoding, as esbuild minifies it for a page.
 * @param {string} dir
 */
async function bundles(dir) {
  const wasm = readFileSync(join(pkgDir, "reportei_customers.wasm"));
  /** @type {Record<string, string>} */
  const files = {};
  for (const [index, [name, source]] of Object.entries(ENCODINGS).entries()) {
    const outfile = join(dir, `${index}.mjs`);
    await build({
      entryPoints: [join(templateDir, "index.js")],
      bundle: true,
      format: "esm",
      target: "es2022",
      minify: true,
      outfile,
      plugins: [inlining(source(wasm)), built],
      logLevel: "warning",
    });
    files[name] = outfile;
  }
  return files;
}

/**
 * Takes what is made by the build from where it is put.
 * @type {import("esbuild").Plugin}
 */
const built = {
  name: "built",
  setup: ({ onResolve }) => {
    onResolve({ filter: /^\.\/(client|error)\.js$/ }, ({ path }) => ({ path: join(pkgDir, path) }));
  },
};

/** @param {Buffer} file */
function sizesOf(file) {
  return [file.length, gzipSync(file, { level: 9 }).length, brotliCompressSync(file).length];
}

/** @param {Record<string, string>} files */
async function inFreshProcesses(files) {
  return medians(Object.keys(files), ROUNDS, async (name) => {
    const url = pathToFileURL(files[name] ?? "").href;
    const code = `const start = performance.now(); await import("${url}"); console.log(performance.now() - start);`;
    const printed = await run(process.execPath, ["--input-type=module", "--eval", code], {
      quiet: true,
      otherwise: `Node could not import the encoding ${name}; see what it says above.`,
    });
    return Number(printed);
  });
}

/**
 * @param {Record<string, string>} files
 * @param {string} executablePath
 */
async function inChromium(files, executablePath) {
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    const times = await medians(Object.keys(files), ROUNDS, async (name) => {
      const page = await browser.newPage();
      const time = await page.evaluate(
        async (source) => {
          const url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
          const start = performance.now();
          await import(url);
          return performance.now() - start;
        },
        readFileSync(files[name] ?? "", "utf8"),
      );
      await page.close();
      return time;
    });
    return { times, version: browser.version() };
  } finally {
    await browser.close();
  }
}

/**
 * @param {string[]} names
 * @param {number} rounds
 * @param {(name: string) => Promise<number>} measure
 * @returns {Promise<Times>}
 */
async function medians(names, rounds, measure) {
  /** @type {Record<string, number[]>} */
  const all = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++) {
    for (const name of names) all[name]?.push(await measure(name));
  }
  return Object.fromEntries(
    Object.entries(all).map(([name, times]) => [
      name,
      times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? NaN,
    ]),
  );
}

/**
 * @param {Times} times
 * @param {string} name
 */
function shown(times, name) {
  const time = times[name] ?? NaN;
  return `${time.toFixed(1)} ms (${(time / (times.base64 ?? NaN)).toFixed(2)})`;
}

await runAsProgram(import.meta.url, main);
