/** The batches of creations: what runs, and what a person has not put away. */
import { isDeepStrictEqual } from "node:util";
import type { ReporteiError } from "reportei-customers";
import type { NewCreation, Settle } from "../../shared/api";
import { log } from "../http/log";
import { apiRefusal, refusal } from "../http/refusal";
import { type Item, LiveCreation } from "./creation";
import { send, type SendingServices } from "./sending";
import { Settling, type SettlingServices } from "./settling";

interface Running {
  readonly stop: AbortController;
  readonly abort: AbortController;
  readonly ended: Promise<void>;
}

export class Creations {
  readonly #services: SendingServices & SettlingServices;
  readonly #all = new Map<string, LiveCreation>();
  readonly #running = new Map<LiveCreation, Running>();
  readonly #settling: Settling;
  #isClosing = false;

  constructor(services: SendingServices & SettlingServices) {
    this.#services = services;
    this.#settling = new Settling(services, () => this.#all.values());
  }

  /** Reads the journal, and settles what the server was in the middle of when it ended. */
  async open(): Promise<void> {
    const creations = await this.#services.journal.load();
    // All of them first: an item is looked for together with the others of its name.
    for (const creation of creations) this.#all.set(creation.id, creation);
    for (const creation of creations) {
      if (creation.isUnderWay) await this.#interrupted(creation);
      this.#settling.lookLater(creation);
    }
  }

  /** Newest first. */
  list(): LiveCreation[] {
    return [...this.#all.values()].reverse();
  }

  /** @throws A refusal, where there is none of this id. */
  get(id: string): LiveCreation {
    const creation = this.#all.get(id);
    if (!creation) throw refusal(404, "not_found", "There is no such creation.");
    return creation;
  }

  async start(user: string, { id, names }: NewCreation): Promise<LiveCreation> {
    const earlier = this.#all.get(id);
    if (earlier) {
      const isSame = isDeepStrictEqual(
        names,
        earlier.items.map(({ name }) => name),
      );
      if (isSame) return earlier;
      throw refusal(409, "conflict", "Another creation has this id.");
    }
    this.#expectOpen();
    const creation = LiveCreation.begin(id, user, names);
    // At once, so that the same request finds it when it comes again.
    this.#all.set(id, creation);
    try {
      await this.#services.journal.begin(creation);
    } catch (error) {
      this.#all.delete(id);
      throw error;
    }
    this.#run(creation);
    return creation;
  }

  /** Sends nothing more. Asked again, it gives up what is under way too. */
  async stop(creation: LiveCreation): Promise<void> {
    const running = this.#running.get(creation);
    if (!running) throw refusal(409, "conflict", "The creation has ended.");
    if (running.stop.signal.aborted) running.abort.abort();
    running.stop.abort();
    creation.stateChanged("stopping");
    await this.#services.db.write(this.#services.journal.state(creation, creation.state));
  }

  /** Sends what was not sent, and what certainly failed. */
  async resume(creation: LiveCreation): Promise<void> {
    const { db, journal } = this.#services;
    await this.#runAgain(creation, async () => {
      await db.write(
        journal.everyItem(creation, "not_sent", "waiting"),
        journal.everyItem(creation, "failed", "waiting"),
        journal.state(creation, "running"),
      );
      for (const item of creation.items) {
        const isToBeSent = item.state === "not_sent" || item.state === "failed";
        if (isToBeSent) creation.change(item, { ...item, state: "waiting" });
      }
    });
  }

  async settle(user: string, creation: LiveCreation, settle: Settle): Promise<void> {
    const item = creation.items[settle.index];
    if (item?.state !== "unknown") throw refusal(409, "conflict", "The item is not unknown.");
    if (settle.action === "look") {
      await this.#settling.look(creation, item);
    } else if (settle.action === "dismiss") {
      await this.#dismiss(user, creation, item);
    } else {
      await this.#retry(user, creation, item, settle.uuid);
    }
  }

  async putAway(creation: LiveCreation): Promise<void> {
    this.#expectEnded(creation);
    if (creation.unsettled.length > 0) {
      throw refusal(409, "conflict", "It has items that nobody has settled.");
    }
    // At once, so that nobody resumes it meanwhile.
    this.#all.delete(creation.id);
    await this.#services.journal.remove(creation);
  }

  /** Tells those who watch that the API asked for a wait. */
  apiAskedToWait(delayMs: number, kind: string): void {
    for (const creation of this.#running.keys()) creation.apiAskedToWait(delayMs, kind);
  }

  /** Stops all, waits for what is under way, and after some time gives it up. */
  async close(patienceMs: number): Promise<void> {
    this.#isClosing = true;
    this.#settling.end();
    const running = [...this.#running.values()];
    for (const { stop } of running) stop.abort();
    const timer = setTimeout(() => running.forEach(({ abort }) => abort.abort()), patienceMs);
    await Promise.all(running.map(({ ended }) => ended));
    clearTimeout(timer);
  }

  #run(creation: LiveCreation): void {
    creation.stateChanged("running");
    const stop = new AbortController();
    const abort = new AbortController();
    if (this.#isClosing) stop.abort(); // It was let in before.
    const ending = { stop: stop.signal, abort: abort.signal };
    const ended = send(this.#services, creation, ending)
      .catch((error: unknown) => log(`creation ${creation.id} failed: ${error}`))
      .then(() => this.#ended(creation))
      .catch((error: unknown) => log(`creation ${creation.id} cannot be written: ${error}`));
    this.#running.set(creation, { stop, abort, ended });
  }

  async #ended(creation: LiveCreation): Promise<void> {
    const { db, journal } = this.#services;
    this.#running.delete(creation);
    const isLeft = creation.items.some(({ state }) => state === "waiting" || state === "not_sent");
    for (const item of creation.items) {
      if (item.state === "waiting") creation.change(item, { ...item, state: "not_sent" });
      // The database took no word of what became of it.
      if (item.state === "sending") creation.change(item, { ...item, state: "unknown" });
    }
    // First who watches: a database that fails must not keep them waiting.
    creation.stateChanged(isLeft ? "stopped" : "done");
    this.#settling.lookLater(creation);
    await db.write(
      journal.everyItem(creation, "waiting", "not_sent"),
      journal.everyItem(creation, "sending", "unknown"),
      journal.state(creation, creation.state),
    );
  }

  async #interrupted(creation: LiveCreation): Promise<void> {
    const { db, journal } = this.#services;
    await db.write(
      journal.everyItem(creation, "sending", "unknown"),
      journal.everyItem(creation, "waiting", "not_sent"),
      journal.state(creation, "interrupted"),
    );
    let unknown = 0;
    let unsent = 0;
    for (const item of creation.items) {
      if (item.state === "waiting") {
        creation.change(item, { ...item, state: "not_sent" });
        unsent += 1;
      } else if (item.state === "sending") {
        creation.change(item, { ...item, state: "unknown" });
        unknown += 1;
      }
    }
    creation.stateChanged("interrupted");
    log(
      `creation ${creation.id} was interrupted: ${unsent} were not sent, and ${unknown} had no answer ` +
        "yet; the customers that they may have made are looked for and shown",
    );
  }

  async #dismiss(user: string, creation: LiveCreation, item: Item): Promise<void> {
    const { db, journal, audit } = this.#services;
    const dismissed: Item = { ...item, dismissed: true };
    await db.write(
      journal.item(creation, dismissed),
      audit.entry({ user, action: "settle", name: item.name }, "not_applied"),
    );
    creation.change(item, dismissed);
  }

  /** Deletes the candidate, where one is named, and creates the customer anew. */
  async #retry(
    user: string,
    creation: LiveCreation,
    item: Item,
    uuid: string | undefined,
  ): Promise<void> {
    const { db, journal, locks } = this.#services;
    await this.#runAgain(creation, async () => {
      // Two items of one name may show the same customer: only one of them deletes it.
      const release = await locks.take(item.name);
      try {
        expectCandidate(item, uuid);
        if (uuid !== undefined) await this.#delete(user, item, uuid);
        const { candidates: _candidates, failure: _failure, dismissed: _dismissed, ...rest } = item;
        const waiting: Item = { ...rest, state: "waiting" };
        const others = this.#settling.lookingAgain(item);
        await db.write(
          journal.item(creation, waiting),
          journal.state(creation, "running"),
          ...others.statements,
        );
        creation.change(item, waiting);
        others.written();
      } finally {
        release();
      }
    });
  }

  /** The state changes first: of two requests at once, one finds it under way. */
  async #runAgain(creation: LiveCreation, prepare: () => Promise<void>): Promise<void> {
    this.#expectOpen();
    this.#expectEnded(creation);
    const earlier = creation.state;
    creation.stateChanged("running");
    try {
      await prepare();
    } catch (error) {
      creation.stateChanged(earlier);
      throw error;
    }
    this.#run(creation);
  }

  async #delete(user: string, item: Item, uuid: string): Promise<void> {
    const { db, audit, client } = this.#services;
    const id = await audit.record({ user, action: "settle", uuid, name: item.name }, "unknown");
    const error = await client.delete(uuid).then(
      () => undefined,
      (error: ReporteiError) => error,
    );
    const isGone = !error || error.kind === "not_found";
    const isKept = error?.outcome === "not_sent" || error?.outcome === "rejected";
    await db.write(audit.settling(id, isGone ? "applied" : isKept ? "not_applied" : "unknown"));
    if (error && !isGone) throw apiRefusal(error);
  }

  #expectOpen(): void {
    if (this.#isClosing) throw refusal(503, "conflict", "The console is about to end.");
  }

  #expectEnded(creation: LiveCreation): void {
    if (creation.isUnderWay) throw refusal(409, "conflict", "The creation is under way.");
  }
}

/** @throws A refusal, unless it is known what the item left behind, and the customer is among it. */
function expectCandidate({ candidates }: Item, uuid: string | undefined): void {
  if (!candidates) {
    throw refusal(409, "conflict", "Nobody knows yet what it left behind: look first.");
  }
  if (uuid !== undefined && !candidates.some((candidate) => candidate.uuid === uuid)) {
    throw refusal(422, "invalid_body", "This customer is not a candidate.");
  }
}
