/** Begins a creation and follows it, as the page does, and loses answers on the way. */
import { randomUUID } from "node:crypto";

/**
 * @typedef {import("./caller.mjs").Caller} Caller
 * @typedef {import("./upstream.mjs").Received} Received
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

/** @param {Received} received */
export function isCreation({ method, url }) {
  return method === "POST" && url === "/api/customers";
}

/**
 * The name of the customer that is to be created.
 * @param {Received} received
 */
export function nameOf({ body }) {
  return JSON.parse(body).name;
}

/**
 * Has the answers to creations of these names get lost, after they were made or before.
 * @param {import("./upstream.mjs").Upstream} upstream
 * @param {string[]} names Each as often as it is to be lost.
 * @param {"arrived" | "applied"} moment
 * @returns {NonNullable<import("./upstream.mjs").Hooks["answer"]>}
 */
export function losing(upstream, names, moment) {
  let left = [...names];
  return (received, response) => {
    if (!isCreation(received) || !left.includes(nameOf(received))) return false;
    left = left.toSpliced(left.indexOf(nameOf(received)), 1);
    if (moment === "applied") upstream.apply(received);
    response.destroy();
    return true;
  };
}

/** What a test waits for, and what lets it go on. */
export function gateOf() {
  /** @type {() => void} */
  let open = () => {};
  /** @type {Promise<void>} */
  const opened = new Promise((resolve) => (open = resolve));
  return { open, opened };
}
