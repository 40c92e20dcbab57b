/**
 * Settles creations without an answer: looks for the customers that they may have made. It deletes
 * none of them by itself, since one may be somebody else's.
 */
import type { ReporteiCustomers } from "reportei-customers";
import type { Candidate } from "../../shared/api";
import { log } from "../http/log";
import type { Database, Statement } from "../store/database";
import type { Journal } from "../store/journal";
import type { Vault } from "../store/vault";
import type { Item, LiveCreation } from "./creation";
import { type NameLocks, comparable } from "./names";

/** How far the API's clock may be behind this one's, and a second of it, which its times leave out. */
const CLOCK_SLACK_MS = 60_000;
const TRY_AGAIN_MS = 30_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface SettlingServices {
  readonly db: Database;
  readonly vault: Vault;
  readonly journal: Journal;
  readonly client: ReporteiCustomers;
  readonly locks: NameLocks;
  /** After so long the API has done what it was sent, or never will. */
  readonly settleAfterMs: number;
}

interface Forgetting {
  /** To be written together with what settles the item. */
  readonly statements: readonly Statement[];
  /** To be called when they are. */
  readonly written: () => void;
}

export class Settling {
  readonly #services: SettlingServices;
  readonly #creations: () => Iterable<LiveCreation>;
  readonly #ended = new AbortController();
  readonly #timers = new Set<NodeJS.Timeout>();
  /**
   * Items whose candidates were found before it was certain that no more come. It is not kept across
   * a restart, and neither are those candidates.
   */
  readonly #early = new WeakSet<Item>();

  constructor(services: SettlingServices, creations: () => Iterable<LiveCreation>) {
    this.#services = services;
    this.#creations = creations;
  }

  /** Looks for what every unsettled item left behind, when that is known for certain. */
  lookLater(creation: LiveCreation): void {
    for (const item of creation.unsettled) {
      if (!item.candidates) this.#later(creation, item, this.#msUntilCertain(item));
    }
  }

  /**
   * Looks for what an item left behind.
   * @returns How many customers may be it. Where none is there yet, and one may still come, the item
   *   stays as it is.
   */
  async look(creation: LiveCreation, item: Item): Promise<number> {
    const { client, db, journal, locks, vault } = this.#services;
    const release = await locks.take(item.name);
    try {
      if (item.state !== "unknown") return 0;
      const isCertain = this.#msUntilCertain(item) === 0;
      // What other items of the name show is not left out: nobody knows whose it is.
      const found = await client.findUnconfirmed(
        { name: item.name, since: earliest(item), except: await vault.uuids() },
        { signal: this.#ended.signal },
      );
      if (item.state !== "unknown" || (found.length === 0 && !isCertain)) return 0;
      const candidates = found.map(({ uuid, name, created_at }): Candidate => ({
        uuid,
        name,
        created_at,
      }));
      const looked: Item = { ...item, candidates };
      // What was found early is not in the journal: the next start looks again.
      if (isCertain) await db.write(journal.item(creation, looked));
      creation.change(item, looked);
      if (isCertain) this.#early.delete(item);
      else this.#early.add(item);
      return candidates.length;
    } finally {
      release();
    }
  }

  /**
   * Has the others of a settled item's name looked for again: of the customers that they show, one
   * may have just been deleted.
   */
  lookingAgain(settled: Item): Forgetting {
    const { journal } = this.#services;
    const others = this.#othersOf(settled).map(([creation, item]) => {
      const { candidates: _candidates, ...unlooked } = item;
      return { creation, item, unlooked };
    });
    return {
      statements: others.map(({ creation, unlooked }) => journal.item(creation, unlooked)),
      written: () => {
        for (const { creation, item, unlooked } of others) {
          creation.change(item, unlooked);
          this.#later(creation, item, this.#msUntilCertain(item));
        }
      },
    };
  }

  end(): void {
    this.#ended.abort();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** The unknown items of the same name that have candidates, each with its creation. */
  #othersOf(item: Item): [LiveCreation, Item][] {
    const name = comparable(item.name);
    return [...this.#creations()].flatMap((creation) =>
      creation.items
        .filter((other) => other !== item && other.state === "unknown" && other.candidates)
        .filter((other) => comparable(other.name) === name)
        .map((other): [LiveCreation, Item] => [creation, other]),
    );
  }

  #msUntilCertain({ sentAt = 0 }: Item): number {
    return Math.max(0, sentAt + this.#services.settleAfterMs - Date.now());
  }

  #later(creation: LiveCreation, item: Item, delayMs: number): void {
    if (this.#ended.signal.aborted) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(timer);
        void this.#lookNow(creation, item);
      },
      Math.min(delayMs, LONGEST_TIMER_MS),
    );
    this.#timers.add(timer);
  }

  async #lookNow(creation: LiveCreation, item: Item): Promise<void> {
    if (item.state !== "unknown" || item.dismissed) return;
    if (item.candidates && !this.#early.has(item)) return;
    const which = `creation ${creation.id}, item ${item.index}`;
    try {
      const count = await this.look(creation, item);
      if (item.candidates && !this.#early.has(item)) {
        log(`${which}: ${count === 0 ? "nothing was made" : `${count} customers may be it`}`);
      } else {
        // The timer was early, or the clock was turned back.
        this.#later(creation, item, this.#msUntilCertain(item));
      }
    } catch (error) {
      if (this.#ended.signal.aborted) return;
      log(`${which}: could not look for it, and will again (${error})`);
      this.#later(creation, item, TRY_AGAIN_MS);
    }
  }
}

/** When it can have been made at the earliest. Nobody knows that where the clock was turned back. */
function earliest({ sentAt = 0 }: Item): number {
  return sentAt > Date.now() ? 0 : Math.max(0, sentAt - CLOCK_SLACK_MS);
}
