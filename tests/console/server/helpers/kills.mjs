/**
 * A console that is killed again and again while somebody creates customers and settles what was
 * interrupted. Some answers of the API are lost too. All choices follow from a seed.
 *
 * Before a console is started again, the API has done all that it was sent: this is what
 * `CONSOLE_SETTLE_AFTER_SECONDS` stands for, which is 0 here. Nobody else creates customers of these
 * names.
 */
import assert from "node:assert/strict";
import { startConsole, temporaryDir } from "./console.mjs";
import { begin, ended } from "./creations.mjs";
import { changeDatabase } from "./database.mjs";
import { random } from "./random.mjs";
import { failingDatabase } from "./sqlite.mjs";
import { customersOf } from "./upstream.mjs";

/**
 * @typedef {import("./console.mjs").Running} Running
 * @typedef {import("./caller.mjs").Caller} Caller
 * @typedef {import("./creations.mjs").Creation} Creation
 * @typedef {import("./creations.mjs").Item} Item
 * @typedef {import("./upstream.mjs").Received} Received
 * @typedef {{ at: "request", method: string, moment: "arrived" | "applied" | "answered", number: number }
 *   | { at: "commit", number: number }} Fatal When the console is killed.
 */

const NAMES = ["Ateliê Jacarandá", "Café Aurora", "Ótica Nitidez"];
const LOST_CREATIONS = 0.3;
const LOST_DELETIONS = 0.1;

export class Kills {
  #context;
  #upstream;
  #random;
  #env;

  /**
   * @param {import("node:test").TestContext} context
   * @param {import("./upstream.mjs").Upstream} upstream With no other customers of these names.
   * @param {number} seed
   */
  constructor(context, upstream, seed) {
    this.#context = context;
    this.#upstream = upstream;
    this.#random = random(seed);
    this.#env = {
      CONSOLE_VAULT_KEY: Buffer.alloc(32, seed).toString("base64"),
      CONSOLE_SETTLE_AFTER_SECONDS: "0",
      CONSOLE_DATA_DIR: temporaryDir(context),
    };
  }

  /** @param {number} kills */
  async run(kills) {
    for (let count = 0; count < kills; count += 1) {
      await this.#killed(this.#fatal());
      await this.#upstream.quiet();
      if (count % 4 === 3) await this.#checked();
    }
    await this.#finished();
  }

  /** @returns {Fatal} */
  #fatal() {
    const { whole, one } = this.#random;
    if (whole(2) === 0) return { at: "commit", number: whole(40) };
    const method = one(["POST", "POST", "DELETE", "GET"]);
    const moment = one(/** @type {const} */ (["arrived", "applied", "answered"]));
    return { at: "request", method, moment, number: whole(method === "POST" ? 8 : 3) };
  }

  /** @param {Fatal} fatal */
  async #killed(fatal) {
    const { whole } = this.#random;
    /** @type {() => Promise<unknown>} */
    let kill = async () => {};
    let isDead = false;
    let count = 0;
    this.#upstream.hooks.at = async (moment, { method }) => {
      if (fatal.at !== "request" || method !== fatal.method) return;
      if (moment === "arrived") count += 1;
      if (count !== fatal.number + 1) return;
      if (moment === fatal.moment) await kill();
      // The answer leaves, and the console dies some time while it deals with it.
      else if (moment === "applied" && fatal.moment === "answered") setTimeout(kill, whole(8));
    };
    this.#upstream.hooks.answer = (received, response) => this.#loses(received, response);
    const preload =
      fatal.at === "commit" ? failingDatabase({ TEST_KILLED_AT: `COMMIT:${fatal.number}` }) : {};
    const started = startConsole(this.#context, this.#upstream, { ...this.#env, ...preload });
    /** @type {Running | undefined} */
    let running;
    try {
      running = await started;
      const { child, end } = running;
      kill = () => end("SIGKILL");
      child.once("close", () => (isDead = true));
      const caller = await running.signedIn();
      for (let step = 0; step < 6; step += 1) await this.#act(caller);
    } catch (error) {
      const isGone = running
        ? await running.end("SIGKILL").then(() => isDead)
        : fatal.at === "commit";
      if (error instanceof assert.AssertionError || !isGone) throw error;
    }
    await running?.end("SIGKILL");
    delete this.#upstream.hooks.at;
    delete this.#upstream.hooks.answer;
  }

  /**
   * One thing that somebody does.
   * @param {Caller} caller
   */
  async #act(caller) {
    const { whole, one } = this.#random;
    /** @type {Creation[]} */
    const creations = (await caller.get("/creations")).json;
    const open = creations.flatMap((creation) =>
      creation.items
        .filter(({ state, candidates }) => state === "unknown" && candidates)
        .map((item) => ({ creation, item })),
    );
    const unsent = creations.filter(({ items }) =>
      items.some(({ state }) => state === "not_sent" || state === "failed"),
    );
    const choice = whole(4);
    if (choice < 2 && open.length > 0) {
      const { creation, item } = one(open);
      await this.#retry(caller, creation, item);
    } else if (choice === 2 && unsent.length > 0) {
      const { id } = one(unsent);
      await caller.post(`/creations/${id}/resume`);
      if (whole(2) === 0) await ended(caller, id);
    } else {
      const names = Array.from({ length: 1 + whole(4) }, () => one(NAMES));
      const { json } = await begin(caller, names);
      if (whole(2) === 0) await ended(caller, json.id);
    }
  }

  /**
   * @param {Caller} caller
   * @param {Creation} creation
   * @param {Item} item
   */
  async #retry(caller, { id }, { index, candidates = [] }) {
    const { one, whole } = this.#random;
    const chosen = candidates.length > 0 ? { uuid: one(candidates).uuid } : {};
    await caller.post(`/creations/${id}/settle`, { index, action: "retry", ...chosen });
    if (whole(2) === 0) await ended(caller, id);
  }

  /**
   * @param {Received} received
   * @param {import("node:http").ServerResponse} response
   */
  #loses(received, response) {
    const { whole } = this.#random;
    const share = { POST: LOST_CREATIONS, DELETE: LOST_DELETIONS }[received.method] ?? 0;
    if (whole(100) >= share * 100) return false;
    if (whole(3) > 0) this.#upstream.apply(received);
    response.destroy();
    return true;
  }

  /** Every customer is in the vault, or shown with an item that somebody has yet to settle. */
  async #checked() {
    const running = await startConsole(this.#context, this.#upstream, this.#env);
    const creations = await settled(await running.signedIn(), running);
    const vault = await changeDatabase(running.dataDir, "SELECT uuid FROM vault");
    const accounted = new Set([
      ...vault.map(({ uuid }) => uuid),
      ...creations.flatMap(({ items }) => items.flatMap(shownWith)),
    ]);
    const made = await this.#made();
    const orphans = made.filter(({ uuid }) => !accounted.has(uuid));
    await running.end("SIGKILL");
    assert.deepEqual(orphans, [], describe(creations, made));
  }

  /** Somebody settles everything: then there is each customer once, with its token. */
  async #finished() {
    const running = await startConsole(this.#context, this.#upstream, this.#env);
    const caller = await running.signedIn();
    for (;;) {
      const creations = await settled(caller, running);
      const left = creations.flatMap((creation) =>
        creation.items
          .filter(({ state }) => state !== "created")
          .map((item) => ({ creation, item })),
      );
      const [next] = left;
      if (!next) break;
      const { creation, item } = next;
      if (item.state === "unknown") {
        const [candidate] = item.candidates ?? [];
        await caller.post(`/creations/${creation.id}/settle`, {
          index: item.index,
          action: "retry",
          ...(candidate ? { uuid: candidate.uuid } : {}),
        });
      } else {
        await caller.post(`/creations/${creation.id}/resume`);
      }
      await ended(caller, creation.id);
    }
    const creations = await settled(caller, running);
    const items = creations.flatMap((creation) => creation.items);
    const made = await this.#made();
    const byUuid = (/** @type {{ uuid?: string, name: string }} */ { uuid, name }) =>
      `${uuid} ${name}`;
    const [known, there] = [new Set(items.map(byUuid)), new Set(made.map(byUuid))];
    const lost = [...known].filter((customer) => !there.has(customer));
    const orphans = [...there].filter((customer) => !known.has(customer));
    assert.deepEqual({ lost, orphans }, { lost: [], orphans: [] }, describe(creations, made));
    assert.equal(known.size, items.length);
    for (const { uuid } of made) {
      const customer = { "x-console-customer": uuid };
      const { json } = await caller.get("/api/customers/settings", customer);
      assert.equal(json.customer.uuid, uuid);
    }
    this.#context.diagnostic(`${made.length} customers, each with its token`);
    await running.end("SIGKILL");
  }

  async #made() {
    return (await customersOf(this.#upstream)).filter(({ name }) => NAMES.includes(name));
  }
}

/**
 * The creations, when the console has looked for what every item left behind.
 * @param {Caller} caller
 * @param {Running} running
 * @returns {Promise<Creation[]>}
 */
async function settled(caller, running) {
  for (;;) {
    /** @type {Creation[]} */
    const creations = (await caller.get("/creations")).json;
    const unlooked = creations.flatMap(({ id, items }) =>
      items
        .filter(({ state, candidates }) => state === "unknown" && !candidates)
        .map(({ index }) => ({ id, index })),
    );
    if (unlooked.length === 0) return creations;
    for (const { id, index } of unlooked) {
      await running.printed(new RegExp(`creation ${id}, item ${index}: `));
    }
  }
}

/** @param {Item} item */
function shownWith({ state, candidates = [] }) {
  return state === "unknown" ? candidates.map(({ uuid }) => uuid) : [];
}

/**
 * @param {Creation[]} creations
 * @param {{ uuid: string, name: string }[]} made
 */
function describe(creations, made) {
  const lines = creations.flatMap(({ id, items }) =>
    items.map((item) => `${id} ${JSON.stringify(item)}`),
  );
  return [...lines, ...made.map(({ uuid, name }) => `made: ${uuid} ${name}`)].join("\n");
}
