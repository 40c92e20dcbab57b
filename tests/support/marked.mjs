/** The parts of the README that programs write, each between two comments with its name. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";

const README = join(root, "README.md");

/** @param {string} name */
export function markedPart(name) {
  const { text, from, to } = places(name);
  return text.slice(from, to).trim();
}

/**
 * @param {string} name
 * @param {string} markdown
 */
export function writeMarkedPart(name, markdown) {
  const { text, from, to } = places(name);
  writeFileSync(README, `${text.slice(0, from)}\n\n${markdown}\n\n${text.slice(to)}`);
}

/** @param {string} name */
function places(name) {
  const text = readFileSync(README, "utf8");
  const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
  if (from < begin.length || to < from) throw new Error(`README.md has no ${begin} ... ${end}.`);
  return { text, from, to };
}
