/**
 * Who wrote what, to which customer, and what became of it. An entry is written before the write is
 * sent, as `unknown`, so that a crash leaves it said that there was one.
 */
import type { AuditEntry } from "../../shared/api";
import type { Database, Statement } from "./database";

export type Action = AuditEntry["action"];
export type Outcome = "applied" | "not_applied" | "unknown";

export interface Written {
  readonly user: string;
  readonly action: Action;
  readonly uuid?: string | undefined;
  readonly name?: string | undefined;
}

export class Audit {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  entry({ user, action, uuid, name }: Written, outcome: Outcome): Statement {
    return {
      sql: "INSERT INTO audit (at, user, action, uuid, name, outcome) VALUES (?, ?, ?, ?, ?, ?)",
      args: [Date.now(), user, action, uuid ?? null, name ?? null, outcome],
    };
  }

  settling(id: number, outcome: Outcome, uuid?: string): Statement {
    return {
      sql: "UPDATE audit SET outcome = ?, uuid = coalesce(?, uuid) WHERE id = ?",
      args: [outcome, uuid ?? null, id],
    };
  }

  /** @returns The entry's id. */
  async record(written: Written, outcome: Outcome): Promise<number> {
    return (await this.#db.write(this.entry(written, outcome))).id;
  }

  /** Newest first. */
  async list(before: number, limit: number): Promise<AuditEntry[]> {
    const rows = await this.#db.rows({
      sql: "SELECT * FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?",
      args: [before, limit],
    });
    return rows.map(({ id, at, user, action, uuid, name, outcome }) => ({
      id: Number(id),
      at: new Date(Number(at)).toISOString(),
      user: String(user),
      action: action as Action,
      ...(uuid === null ? {} : { uuid: String(uuid) }),
      ...(name === null ? {} : { name: String(name) }),
      outcome: String(outcome),
    }));
  }
}
