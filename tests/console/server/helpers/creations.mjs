/** Begins a creation and follows it, as the page does. */
import { randomUUID } from "node:crypto";

/**
 * @typedef {import("./caller.mjs").Caller} Caller
 * @typedef {{ index: number, name: string, state: string, uuid?: string, failure?: any, candidates?: { uuid: string, name: string }[], dismissed?: true }} Item
 * @typedef {{ id: string, state: string, items: Item[], progress: { done: number, total: number, failed: number } }} Creation
 */

/**
 * @param {Caller} caller
 * @param {string[]} names
 * @returns {Promise<Creation>} As it is when it has ended.
 */
export async function create(caller, names) {
  const { json } = await begin(caller, names);
  return ended(caller, json.id);
}

/**
 * @param {Caller} caller
 * @param {unknown} names
 * @param {Record<string, unknown>} [more] In place of what a page sends, or beside it.
 */
export function begin(caller, names, more) {
  return caller.post("/creations", { id: randomUUID(), names, ...more });
}

/**
 * @param {Caller} caller
 * @param {string} id
 * @returns {Promise<Creation>}
 */
export async function ended(caller, id) {
  let last;
  for await (const event of caller.events(`/creations/${id}/events`)) last = event;
  return last.creation;
}

/** @param {Creation} creation */
export function states({ items }) {
  return items.map(({ state }) => state);
}
