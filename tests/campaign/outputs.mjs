/** Every text that a client puts where somebody may read it, and the tokens in it. */
import { format, inspect } from "node:util";

/** No id has as many digits in a row, so longer runs are tokens, or parts of them. */
const TOKEN_LIKE = /[0-9a-f]{16,}/g;
const METHODS = /** @type {const} */ (["debug", "error", "info", "log", "warn"]);

/**
 * @typedef {object} Outputs
 * @property {(from: string, ...values: unknown[]) => void} see
 * @property {(tokens: Set<string>) => string[]} leaks Where a token was seen, once for each text.
 * @property {() => void} stop Gives the console back.
 */

/**
 * Takes the console, until it is stopped: what is printed there is seen and goes nowhere.
 *
 * @returns {Outputs}
 */
export function outputs() {
  /** @type {{ from: string, runs: string[] }[]} */
  const suspects = [];
  /** @type {Outputs["see"]} */
  const see = (from, ...values) => {
    for (const value of values) {
      const runs = shown(value).match(TOKEN_LIKE);
      if (runs) suspects.push({ from, runs });
    }
  };
  const own = METHODS.map((method) => /** @type {const} */ ([method, console[method]]));
  for (const method of METHODS) {
    console[method] = (...args) => see(`console.${method}`, format(...args));
  }
  return {
    see,
    leaks: (tokens) => {
      // Of the access token there is a word before the digits.
      const all = new Set([...tokens].map((token) => token.replace("sandbox_", "")));
      const isToken = (/** @type {string} */ run) =>
        all.has(run) || [...all].some((token) => token.includes(run) || run.includes(token));
      return suspects.filter(({ runs }) => runs.some(isToken)).map(({ from }) => from);
    },
    stop: () => {
      for (const [method, print] of own) console[method] = print;
    },
  };
}

/**
 * The ways in which a value may be printed.
 *
 * @param {unknown} value
 */
function shown(value) {
  if (typeof value === "string") return value;
  const texts = [inspect(value, { depth: Infinity, maxStringLength: Infinity })];
  try {
    texts.push(String(JSON.stringify(value)));
  } catch {
    // What JSON cannot hold is in no JSON.
  }
  if (value instanceof Error) texts.push(value.message, String(value.stack));
  return texts.join("\n");
}
