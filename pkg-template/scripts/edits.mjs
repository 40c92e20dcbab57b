/** JavaScript changed where its syntax tree says so, never by patterns in its text. */
import { parse } from "acorn";
import { Stop } from "./terminal.mjs";

/**
 * @typedef {import("acorn").AnyNode} Node
 * @typedef {{ start: number, end: number, text: string }} Edit
 */

/** @param {string} text */
export function parsed(text) {
  return parse(text, { ecmaVersion: "latest", sourceType: "module" });
}

/**
 * @param {Node} node
 * @param {(node: Node) => void} visit
 */
export function walk(node, visit) {
  visit(node);
  for (const child of Object.values(node).flat()) {
    if (typeof child?.type === "string") walk(child, visit);
  }
}

/**
 * @param {string} text
 * @param {Edit[]} edits
 */
export function apply(text, edits) {
  // Within what is left out, nothing needs to be changed.
  const removed = edits.filter((edit) => edit.text === "");
  return edits
    .filter((edit) => !removed.some(({ start, end }) => start < edit.start && edit.end <= end))
    .sort((a, b) => b.start - a.start)
    .reduce(
      (result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end),
      text,
    );
}

/**
 * @param {Node} node
 * @param {string} name
 */
export const isNamed = (node, name) => node.type === "Identifier" && node.name === name;

/** @param {string} what */
export function unexpected(what) {
  return new Stop(
    `wasm-bindgen's glue has ${what}: it is not as glue.mjs and trim.mjs in pkg-template/scripts know it, so change these for the new version.`,
  );
}
