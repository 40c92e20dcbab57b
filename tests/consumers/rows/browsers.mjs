/** Browsers, with no bundler between the package and them. */
import {
  findOrInstallFirefox,
  findOrInstallWebKit,
} from "../../../pkg-template/scripts/browser.mjs";
import { Stop } from "../../../pkg-template/scripts/terminal.mjs";
import { serve } from "../browsers/serve.mjs";
import { chromium, firefox, webkit } from "../browsers/shared.mjs";
import { showsCalls } from "../browsers/visit.mjs";

/** @typedef {import("../row.mjs").Row} Row */
/** @typedef {import("../row.mjs").RowContext} RowContext */
/** @typedef {import("../browsers/visit.mjs").Browser} Browser */

const STRICT = { "content-security-policy": "script-src 'self' 'wasm-unsafe-eval'" };
const FORBIDDEN = { "content-security-policy": "script-src 'self'" };

/**
 * @typedef {object} Way
 * @property {string} id
 * @property {string} what
 * @property {(ctx: RowContext, browser: Browser) => Promise<void>} run
 */

/** @type {Way[]} */
const WAYS = [
  { id: "import-map", what: "script tag with an import map", run: page("import-map") },
  { id: "module-worker", what: "module worker", run: page("module-worker") },
  { id: "service-worker", what: "service worker", run: page("service-worker") },
  {
    id: "csp",
    what: "CSP `script-src 'self' 'wasm-unsafe-eval'`, and a clear error without it",
    run: async (ctx, browser) => {
      await page("strict", STRICT)(ctx, browser);
      await tellsWhatIsForbidden(ctx, browser);
    },
  },
];

const BROWSERS = [
  { id: "chromium", kind: "Chromium", open: chromium },
  { id: "firefox", kind: "Firefox", open: firefox, find: findOrInstallFirefox },
  { id: "webkit", kind: "WebKit", open: webkit, find: findOrInstallWebKit },
];

/** @type {Row[]} */
export const rows = BROWSERS.flatMap(({ id, kind, open, find }) =>
  WAYS.map((way) => ({
    id: `${id}-${way.id}`,
    kind,
    ofMachine: true,
    what: way.what,
    files: ["projects/options", "projects/pages"],
    cannot: find && (() => whyNot(find)),
    version: async (ctx) => (await open(ctx)).version,
    run: async (ctx) => way.run(ctx, await open(ctx)),
  })),
);

/** @param {() => Promise<unknown>} find */
function whyNot(find) {
  return find().then(
    () => undefined,
    (error) => {
      if (error instanceof Stop) return error.message;
      throw error;
    },
  );
}

/**
 * @param {string} name
 * @param {Record<string, string>} [headers]
 * @returns {Way["run"]}
 */
function page(name, headers) {
  return (ctx, browser) =>
    withServer(ctx.dir, headers, (url) => showsCalls(browser, `${url}/${name}.html`, ctx.sandbox));
}

/**
 * A page that may not use wasm at all has to be told so, and what its policy lacks.
 * @type {Way["run"]}
 */
async function tellsWhatIsForbidden({ dir }, browser) {
  await withServer(dir, FORBIDDEN, async (url) => {
    const text = await browser.read(`${url}/forbidden.html`, { mayComplain: true });
    // Our sentence, and after it the browser's own.
    if (!/script-src needs 'wasm-unsafe-eval'\s+\w*Error: /.test(text)) {
      throw new Error(`The page that forbids wasm shows: ${text}`);
    }
  });
}

/**
 * @param {string} dir
 * @param {Record<string, string> | undefined} headers
 * @param {(url: string) => Promise<void>} visit
 */
async function withServer(dir, headers, visit) {
  const server = await serve(dir, headers);
  try {
    await visit(server.url);
  } finally {
    server.close();
  }
}
