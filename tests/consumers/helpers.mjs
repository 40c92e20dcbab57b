/** What rows have in common. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** @typedef {import("./row.mjs").RowContext} RowContext */

/**
 * The version of a tool's package, for `version`.
 * @param {string} name
 * @returns {(ctx: RowContext) => string}
 */
export const versionOf = (name) => (ctx) =>
  JSON.parse(readFileSync(join(ctx.tools, name, "package.json"), "utf8")).version;

/**
 * The same of a rare row's package.
 * @param {string} name
 * @returns {(ctx: RowContext) => string}
 */
export const rareVersionOf = (name) => (ctx) => versionOf(name)({ ...ctx, tools: ctx.packages });

/**
 * Says why a row can't run where a tool has no package for this platform, for `cannot`.
 * @param {string} name
 * @returns {() => string | undefined}
 */
export const needs = (name) => () => {
  const folder = fileURLToPath(new URL(`tools/node_modules/${name}`, import.meta.url));
  return existsSync(folder) ? undefined : `${name} has no program for this platform.`;
};

/**
 * Throws unless a program succeeded and printed what the shared code returns.
 * @param {{ code: number, output: string }} result
 * @param {string[]} lines
 */
export function expectLines({ code, output }, lines = ["calls ok"]) {
  if (code !== 0) throw new Error(`The consumer ended with exit code ${code}.`);
  for (const line of lines) {
    if (!output.includes(line)) throw new Error(`The consumer did not print "${line}".`);
  }
}

/**
 * Throws unless a program succeeded: a step before the consumer's own run.
 * @param {{ code: number }} result
 * @param {string} what
 */
export function expectSuccess({ code }, what) {
  if (code !== 0) throw new Error(`${what} ended with exit code ${code}.`);
}

/**
 * Throws unless what a server answers has this in it.
 * @param {string} url
 * @param {string} part
 */
export async function answers(url, part) {
  const text = await (await fetch(url)).text();
  if (!text.includes(part)) throw new Error(`${url} answers: ${text}`);
}
