// Which creations were begun and may have made a customer whose token is not in the vault, and which
// tokens were stored. A creation is written down before it is sent.

import { openLines } from "./locked-lines.mjs";
import { nameKey } from "./names.mjs";

/** The API's clock may be behind this machine's. */
const CLOCK_ALLOWANCE_MS = 60_000;

/**
 * @typedef {{ name: string, since: number }} Begun
 * @typedef {{ name: string, settled: true }} Settled
 * @typedef {{ name: string, stored: true }} Stored
 * @typedef {{ except: string }} Except
 * @typedef {Begun | Settled | Stored | Except} Entry
 */

/** @param {string} file */
export function openJournal(file) {
  /** @type {ReturnType<typeof openLines<Entry>>} */
  const lines = openLines(file);
  /** @type {Map<string, number>} */
  const begun = new Map();
  /** @type {Set<string>} */
  const stored = new Set();
  /** @type {Set<string>} */
  const excepted = new Set();
  /** @param {Entry} entry */
  const apply = (entry) => {
    if ("except" in entry) excepted.add(entry.except);
    else if ("since" in entry) begun.set(nameKey(entry.name), entry.since);
    else begun.delete(nameKey(entry.name));
    if ("stored" in entry) stored.add(nameKey(entry.name));
  };
  lines.values.forEach(apply);
  /** @param {Entry} entry */
  const write = (entry) => {
    lines.append(entry);
    apply(entry);
  };

  return {
    /**
     * When the creation of that name was begun, where it may have made a customer.
     * @param {string} name
     */
    begunAt: (name) => begun.get(nameKey(name)),

    /** @param {string} name */
    begin: (name) => write({ name, since: Date.now() - CLOCK_ALLOWANCE_MS }),

    /**
     * Notes that no customer is left of the creation of that name.
     * @param {string} name
     */
    settle: (name) => write({ name, settled: true }),

    /**
     * Notes that the token of the customer of that name is in the vault.
     * @param {string} name
     */
    store: (name) => write({ name, stored: true }),

    /**
     * Whether it was in the vault at some time.
     * @param {string} name
     */
    wasStored: (name) => stored.has(nameKey(name)),

    /**
     * Notes a customer that another program created.
     * @param {string} uuid
     */
    except: (uuid) => write({ except: uuid }),

    excepted: () => [...excepted],
  };
}
