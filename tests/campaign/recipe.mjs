/** The recipe of the README by which a program recovers creations, as a module of its own. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { blocks } from "../readme/blocks.mjs";

/**
 * Writes it into that folder.
 * @param {string} dir
 * @returns {string} Its address.
 */
export function recipeIn(dir) {
  const found = blocks().find(({ code }) => code.includes("export async function createEach("));
  assert.ok(found, "the README has no recipe");
  const file = join(dir, "recipe.mjs");
  writeFileSync(file, found.code);
  return pathToFileURL(file).href;
}
