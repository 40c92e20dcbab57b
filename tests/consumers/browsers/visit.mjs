/** What a consumer's page has to show, in whichever browser. */

/**
 * @typedef {object} Browser One of the three, started once and kept for all rows.
 * @property {string} version
 * @property {(url: string, options?: ReadOptions) => Promise<string>} read Opens a page,
 *   and waits for what it shows. Rejects with the page's own error where it has one.
 * @property {() => Promise<void>} close
 *
 * @typedef {object} ReadOptions
 * @property {boolean} [mayComplain] Whether errors beside what the page shows are no failure.
 */

/** How long a page may take. One that fails says so sooner. */
const PAGE_MS = 30_000;

/**
 * @template T
 * @param {Promise<T>} shown
 * @returns {Promise<T>}
 */
export async function inTime(shown) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    const error = new Error(`The page showed nothing for ${PAGE_MS / 1000} s.`);
    timer = setTimeout(() => reject(error), PAGE_MS);
  });
  return /** @type {Promise<any>} */ (Promise.race([shown, late])).finally(() =>
    clearTimeout(timer),
  );
}

/**
 * For a browser with one window for all rows: each visit waits for the one before it.
 * @param {Browser["read"]} visit
 * @returns {Browser["read"]}
 */
export function oneByOne(visit) {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  return (url, options) => {
    const text = last.then(() => visit(url, options));
    last = text.catch(() => {});
    return text;
  };
}

/** What the page shows. Runs in the page, hence with nothing from out here. */
export const shownText = () => document.body?.innerText.trim();

/**
 * @param {string} address
 * @param {{ apiUrl: string, accessToken: string }} sandbox
 * @returns {string} The page's address, with what its `options.js` looks for.
 */
export function withOptions(address, { apiUrl, accessToken }) {
  return `${address}?${new URLSearchParams({ baseUrl: apiUrl, accessToken })}`;
}

/**
 * @param {Browser} browser
 * @param {string} address
 * @param {{ apiUrl: string, accessToken: string }} sandbox
 */
export async function showsCalls(browser, address, sandbox) {
  const text = await browser.read(withOptions(address, sandbox));
  if (text !== "calls ok") throw new Error(`The page shows: ${text}`);
}
