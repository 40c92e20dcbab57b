/** What the tests of many calls at once share. */
import { setImmediate as turn } from "node:timers/promises";
import { changing } from "./changing.mjs";

/**
 * Each result in two words.
 * @param {any[]} results
 */
export const outcomes = (results) =>
  results.map(({ value, reason }) => (value ? "fulfilled" : `${reason.kind}, ${reason.outcome}`));

/** Answers that come when the test says so. */
export function gated() {
  /** @type {Map<string, () => void>} */
  const waiting = new Map();
  const api = changing(
    ({ body }) => new Promise((resolve) => waiting.set(body.name, () => resolve(undefined))),
  );
  /** @param {string} name */
  const answer = async (name) => {
    waiting.get(name)?.();
    for (let turns = 0; turns < 3; turns++) await turn();
  };
  return { api, answer };
}

export function stoppable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort("enough") };
}
