/** Sessions, and the devices that have signed in before. Only hashes of their ids are stored. */
import { createHash, randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import type { Database } from "../store/database";

export interface KnownSession {
  readonly user: string;
  /** When it ends at the latest, in milliseconds since 1970. */
  readonly endsAt: number;
}

export interface SessionLimits {
  /** A session that is not used for so long is over. */
  readonly idleMs: number;
  /** A session is over after so long, used or not. */
  readonly totalMs: number;
}

/** How exactly it is known when a session was used last. */
const SEEN_WITHIN_MS = 10_000;

/** A device is known for so long after it has signed in. */
export const DEVICE_MS = 365 * 24 * 60 * 60 * 1_000;

export class Sessions {
  readonly #db: Database;
  readonly #limits: SessionLimits;
  /** Its events are the hashed ids of sessions that somebody ends. */
  readonly #ended = new EventEmitter().setMaxListeners(0);

  constructor(db: Database, limits: SessionLimits) {
    this.#db = db;
    this.#limits = limits;
  }

  /** @returns The new session's id, which the cookie holds and nothing else. */
  async begin(user: string): Promise<{ id: string; session: KnownSession }> {
    const id = newId();
    const now = Date.now();
    await this.#db.write(this.#forgettingOver(now), {
      sql: "INSERT INTO sessions (id_hash, user, began_at, seen_at) VALUES (?, ?, ?, ?)",
      args: [hashOf(id), user, now, now],
    });
    return { id, session: { user, endsAt: now + this.#limits.totalMs } };
  }

  /** The session of this id, which counts as used now. */
  async use(id: string): Promise<KnownSession | undefined> {
    const row = await this.#find(id);
    if (!row) return undefined;
    const now = Date.now();
    // Not written for each of many requests: a write waits for the disk.
    if (now - Number(row.seen_at) > SEEN_WITHIN_MS) {
      const args = [now, hashOf(id)];
      await this.#db.write({ sql: "UPDATE sessions SET seen_at = ? WHERE id_hash = ?", args });
    }
    return { user: String(row.user), endsAt: Number(row.began_at) + this.#limits.totalMs };
  }

  /**
   * Calls back once, when the session is over: somebody has ended it, or its time is up. Watching is
   * no use of it.
   * @returns What ends the watching.
   */
  watch(id: string, isOver: () => void): () => void {
    const hash = hashOf(id);
    const stop = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const unwatch = () => {
      stop.abort();
      clearTimeout(timer);
      this.#ended.off(hash, over);
    };
    const over = () => {
      unwatch();
      isOver();
    };
    const look = async () => {
      // Where the database cannot say that it goes on, it counts as over.
      const msLeft = await this.#msLeft(id).catch(() => 0);
      if (stop.signal.aborted) return;
      if (msLeft > 0) timer = setTimeout(look, msLeft).unref();
      else over();
    };
    this.#ended.on(hash, over);
    void look();
    return unwatch;
  }

  async end(id: string): Promise<void> {
    const hash = hashOf(id);
    await this.#db.write({ sql: "DELETE FROM sessions WHERE id_hash = ?", args: [hash] });
    this.#ended.emit(hash);
  }

  /** @returns The id of a device that has signed in, to be known again by. */
  async rememberDevice(known: string | undefined): Promise<string> {
    const id = known ?? newId();
    const now = Date.now();
    await this.#db.write(
      {
        sql: "INSERT OR REPLACE INTO devices (id_hash, seen_at) VALUES (?, ?)",
        args: [hashOf(id), now],
      },
      { sql: "DELETE FROM devices WHERE seen_at < ?", args: [now - DEVICE_MS] },
    );
    return id;
  }

  async knowsDevice(id: string): Promise<boolean> {
    const args = [hashOf(id)];
    return (
      (await this.#db.rows({ sql: "SELECT 1 FROM devices WHERE id_hash = ?", args })).length > 0
    );
  }

  async #find(id: string) {
    const { idleMs, totalMs } = this.#limits;
    const now = Date.now();
    const [row] = await this.#db.rows({
      sql: "SELECT * FROM sessions WHERE id_hash = ? AND seen_at > ? AND began_at > ?",
      args: [hashOf(id), now - idleMs, now - totalMs],
    });
    return row;
  }

  /** Not above the limits, where the clock was turned back. */
  async #msLeft(id: string): Promise<number> {
    const row = await this.#find(id);
    if (!row) return 0;
    const { idleMs, totalMs } = this.#limits;
    const now = Date.now();
    const idleLeft = Math.min(idleMs, Number(row.seen_at) + idleMs - now);
    return Math.min(idleLeft, Number(row.began_at) + totalMs - now);
  }

  #forgettingOver(now: number) {
    const { idleMs, totalMs } = this.#limits;
    return {
      sql: "DELETE FROM sessions WHERE seen_at <= ? OR began_at <= ?",
      args: [now - idleMs, now - totalMs],
    };
  }
}

function newId(): string {
  return randomBytes(32).toString("base64url");
}

function hashOf(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}
