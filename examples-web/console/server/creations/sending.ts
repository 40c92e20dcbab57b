/**
 * Sends the creations of a batch. The journal has each one before it is sent; its token is in the
 * vault, in one transaction with its success, before the next one takes its place.
 */
import type { BulkResult, CreatedCustomer, ReporteiCustomers } from "reportei-customers";
import { log } from "../http/log";
import type { Audit } from "../store/audit";
import type { Database } from "../store/database";
import type { Journal } from "../store/journal";
import type { Vault } from "../store/vault";
import type { Item, LiveCreation } from "./creation";
import { candidateOf, failureOf, madeNothing } from "./failures";
import { type NameLocks, comparable } from "./names";

export interface SendingServices {
  readonly db: Database;
  readonly vault: Vault;
  readonly audit: Audit;
  readonly journal: Journal;
  readonly client: ReporteiCustomers;
  readonly locks: NameLocks;
}

/** How a batch is ended early. */
export interface Ending {
  /** Nothing more is sent; what is under way has its answer. */
  readonly stop: AbortSignal;
  /** What is under way is given up: whether it was made is unknown then. */
  readonly abort: AbortSignal;
}

interface Sent {
  readonly item: Item;
  readonly release: () => void;
}

/** Sends what waits. It rejects only where the console itself fails. */
export async function send(
  services: SendingServices,
  creation: LiveCreation,
  ending: Ending,
): Promise<void> {
  const sending = new Sending(services, creation, ending);
  await sending.run();
}

class Sending {
  readonly #services: SendingServices;
  readonly #creation: LiveCreation;
  readonly #ending: Ending;
  /** What is under way, by its name: of a name there is one. */
  readonly #sent = new Map<string, Sent>();

  constructor(services: SendingServices, creation: LiveCreation, ending: Ending) {
    this.#services = services;
    this.#creation = creation;
    this.#ending = ending;
  }

  async run(): Promise<void> {
    const names = this.#names();
    try {
      const results = await this.#services.client.createMany(names, {
        signal: this.#ending.abort,
        storeToken: (created, name) => this.#store(created, name),
        onProgress: ({ perSecond }) => (this.#creation.perSecond = perSecond),
        onResult: (result) => this.#settle(result),
      });
      const last = results.at(-1);
      if (last?.status === "rejected" && last.item === undefined) log(`creation: ${last.reason}`);
    } finally {
      // It may be in the middle of a step that nobody waits for any more.
      await names.return(undefined);
      await this.#takeBack();
    }
  }

  /** Asked for the next name when there is room for it. */
  async *#names(): AsyncGenerator<string, void, void> {
    for (const item of this.#creation.items) {
      if (item.state !== "waiting") continue;
      const release = await this.#services.locks.take(item.name);
      if (this.#ending.stop.aborted) {
        release();
        return;
      }
      try {
        await this.#journal(item);
      } catch (error) {
        release();
        throw error;
      }
      this.#sent.set(comparable(item.name), { item, release });
      yield item.name;
    }
  }

  async #journal(item: Item): Promise<void> {
    const { db, audit, journal } = this.#services;
    const { user } = this.#creation;
    const { index, name } = item;
    const sentAt = Date.now();
    const { id: auditId } = await db.write(
      audit.entry({ user, action: "create", name }, "unknown"),
      journal.sending(this.#creation, item, sentAt),
    );
    this.#creation.change(item, { index, name, state: "sending", sentAt, auditId });
  }

  /** Called with one customer at a time. Where it rejects, the client deletes the customer again. */
  async #store({ uuid, api_token }: CreatedCustomer, name: string): Promise<void> {
    const { db, vault, audit, journal } = this.#services;
    const { item } = this.#sentOf(name);
    const created: Item = { ...item, state: "created", uuid };
    await db.write(
      vault.storing(uuid, api_token),
      journal.item(this.#creation, created),
      audit.settling(item.auditId ?? 0, "applied", uuid),
    );
    this.#creation.change(item, created);
  }

  /** Writes down what became of an item; of a success its token's storage has. */
  async #settle(result: BulkResult<string, CreatedCustomer>): Promise<void> {
    if (result.item === undefined) return;
    const { item, release } = this.#sentOf(result.item);
    try {
      if (result.status === "rejected" && item.state === "sending") {
        await this.#fail(item, result.reason);
      }
    } finally {
      this.#sent.delete(comparable(item.name));
      release();
    }
  }

  async #fail(item: Item, error: Parameters<typeof failureOf>[0]): Promise<void> {
    const { db, audit, journal } = this.#services;
    const isUnsent = error.kind === "aborted" && error.outcome === "not_sent";
    const candidate = candidateOf(error);
    const failed: Item = {
      ...item,
      ...(isUnsent ? {} : { failure: failureOf(error) }),
      state: isUnsent ? "not_sent" : madeNothing(error) ? "failed" : "unknown",
      ...(candidate && !madeNothing(error) ? { candidates: [candidate] } : {}),
    };
    const outcome = failed.state === "unknown" ? "unknown" : "not_applied";
    await db.write(
      journal.item(this.#creation, failed),
      audit.settling(item.auditId ?? 0, outcome, candidate?.uuid),
    );
    this.#creation.change(item, failed);
  }

  /** What was journaled and never asked for was never sent. */
  async #takeBack(): Promise<void> {
    const { db, audit, journal } = this.#services;
    const left = [...this.#sent.values()];
    this.#sent.clear();
    try {
      for (const { item } of left) {
        const unsent: Item = { ...item, state: "not_sent" };
        await db.write(
          journal.item(this.#creation, unsent),
          audit.settling(item.auditId ?? 0, "not_applied"),
        );
        this.#creation.change(item, unsent);
      }
    } finally {
      for (const { release } of left) release();
    }
  }

  #sentOf(name: string): Sent {
    const sent = this.#sent.get(comparable(name));
    if (!sent) throw new Error("an answer came to what was not sent");
    return sent;
  }
}
