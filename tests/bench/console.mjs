/**
 * `npm run bench:console`: how fast the console is in Chromium, on the sandbox, on this machine.
 * Writes `results/console.json`.
 *
 * - Lighthouse's performance of the way in and of the list, on a desktop and on a phone as Lighthouse
 *   makes them up: its simulated network and processor.
 * - A reload with 10,000 customers: from the navigation until the list shows rows and their number.
 * - Typing in the search with 10,000 customers: the longest task that kept the page from answering,
 *   as the browser reports those of 50 ms and more.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "../../pkg-template/scripts/build.mjs";
import { prepareConsole } from "../../pkg-template/scripts/console.mjs";
import { linkPackage } from "../../pkg-template/scripts/link.mjs";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { setUp } from "../../pkg-template/scripts/setup.mjs";
import { runAsProgram, say } from "../../pkg-template/scripts/terminal.mjs";
import { installTestPackages } from "../console/packages.mjs";
import { machine } from "./machine.mjs";

const RESULTS = fileURLToPath(new URL("results/", import.meta.url));
const ROUNDS = 5;
const FEW = 140;
const MANY = 10_000;
const TYPED = "construtora ali";
const KEY_EVERY_MS = 80;
const GOALS = { performance: 95, reloadMs: 2_000 };

await runAsProgram(import.meta.url, async () => {
  const { pins, browser } = await setUp({ browser: true });
  await build(pins);
  linkPackage();
  await prepareConsole();
  const modules = await installTestPackages();
  const { version } = JSON.parse(readFileSync(join(modules, "lighthouse/package.json"), "utf8"));
  const before = machine();
  const measured = await measureConsole(browser.chrome);
  const results = {
    machine: before,
    versions: { lighthouse: version, Chromium: measured.chromium, Node: process.versions.node },
    rounds: ROUNDS,
    goals: GOALS,
    performance: measured.performance,
    reload: { customers: MANY, ...measured.reload },
    typing: { customers: MANY, typed: TYPED, keyEveryMs: KEY_EVERY_MS, ...measured.typing },
  };
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(join(RESULTS, "console.json"), `${JSON.stringify(results, undefined, 2)}\n`);
  console.log(JSON.stringify(results, undefined, 2));
  say("written: tests/bench/results/console.json");
});

/** @param {string} chrome */
async function measureConsole(chrome) {
  // Not before set-up: they need its packages.
  const { openChromium } = await import("../console/lighthouse/lighthouse.mjs");
  const { Closing } = await import("../console/helpers/closing.mjs");
  const closing = new Closing();
  try {
    const browser = await openChromium(closing, chrome);
    return {
      chromium: (await browser.version()).replace(/^\D+/, ""),
      performance: await performanceScores(closing, browser),
      ...(await withMany(closing, browser)),
    };
  } finally {
    await closing.close();
  }
}

/**
 * @param {import("../console/helpers/closing.mjs").Closing} closing
 * @param {import("../console/lighthouse/lighthouse.mjs").Browser} browser
 */
async function performanceScores(closing, browser) {
  const { judge, signIn } = await import("../console/lighthouse/lighthouse.mjs");
  const { serveConsole } = await import("../console/helpers/served.mjs");
  const { url } = await serveConsole(closing, { customers: FEW });
  /** @type {Record<string, Record<string, number[]>>} */
  const performance = {};
  for (const place of ["sign-in", "list"]) {
    if (place === "list") await signIn(await browser.newPage(), url);
    for (const device of /** @type {const} */ (["desktop", "phone"])) {
      say(`Lighthouse: ${place}, ${device}`);
      /** @type {number[]} */
      const scores = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const what = { onlyCategories: ["performance"] };
        const { result } = await judge(browser, `${url}/customers`, device, what);
        scores.push(Math.round(100 * (result.categories["performance"]?.score ?? Number.NaN)));
      }
      scores.sort((a, b) => a - b);
      performance[place] = { ...performance[place], [device]: scores };
    }
  }
  return performance;
}

/**
 * @param {import("../console/helpers/closing.mjs").Closing} closing
 * @param {import("../console/lighthouse/lighthouse.mjs").Browser} browser
 */
async function withMany(closing, browser) {
  const { signIn } = await import("../console/lighthouse/lighthouse.mjs");
  const { serveConsole } = await import("../console/helpers/served.mjs");
  const { url } = await serveConsole(closing, { customers: MANY });
  // Cookies are of a host, whatever its port.
  const page = await (await browser.createBrowserContext()).newPage();
  await page.setViewport({ width: 1440, height: 900 });
  await page.evaluateOnNewDocument(observe);
  await signIn(page, url);
  say(`reload with ${MANY} customers`);
  /** @type {number[]} */
  const reloads = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.reload();
    await page.waitForFunction(() => Reflect.has(globalThis, "usableAt"));
    reloads.push(await page.evaluate(() => Math.round(Reflect.get(globalThis, "usableAt"))));
  }
  say("typing in the search");
  /** @type {number[]} */
  const blocks = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.goto(`${url}/customers`);
    await page.waitForFunction(() => Reflect.has(globalThis, "usableAt"));
    await page.focus("input[type=search]");
    await page.evaluate(() => Reflect.get(globalThis, "tasks").splice(0));
    await page.keyboard.type(TYPED, { delay: KEY_EVERY_MS });
    await page.waitForFunction(() => location.search.includes("q="));
    const tasks = await page.evaluate(() => Reflect.get(globalThis, "tasks"));
    blocks.push(Math.round(Math.max(0, ...tasks)));
  }
  return {
    reload: { usableAfterMs: reloads.sort((a, b) => a - b) },
    // 0 where no task took 50 ms.
    typing: { longestTaskMs: blocks.sort((a, b) => a - b) },
  };
}

/** Runs in the page, before its own scripts. */
function observe() {
  /** @type {number[]} */
  const tasks = [];
  Reflect.set(globalThis, "tasks", tasks);
  new PerformanceObserver((list) => {
    tasks.push(...list.getEntries().map(({ duration }) => duration));
  }).observe({ type: "longtask" });
  const look = new MutationObserver(() => {
    const range = document.querySelector("nav [role=status]")?.textContent ?? "";
    if (!/of 10,000$/.test(range) || !document.querySelector("tbody [role=row]")) return;
    Reflect.set(globalThis, "usableAt", performance.now());
    look.disconnect();
  });
  look.observe(document, { subtree: true, childList: true, characterData: true });
}
