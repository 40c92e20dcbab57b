/**
 * The journal of creations: what is to be made, what was sent and when, and what became of it. What
 * was sent is written before it is sent, so that a crash loses no customer.
 */
import type { ItemState } from "../../shared/api";
import { type CreationState, type Item, LiveCreation } from "../creations/creation";
import type { Database, Statement } from "./database";

export class Journal {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async begin({ id, user, startedAt, state, items }: LiveCreation): Promise<void> {
    await this.#db.write(
      {
        sql: "INSERT INTO creations (id, user, started_at, state) VALUES (?, ?, ?, ?)",
        args: [id, user, startedAt, state],
      },
      {
        sql: `INSERT INTO creation_items (creation, place, name, state)
          SELECT ?, key, value, 'waiting' FROM json_each(?)`,
        args: [id, JSON.stringify(items.map(({ name }) => name))],
      },
    );
  }

  /** To be written right behind the audit log's entry of it, whose id it keeps. */
  sending(creation: LiveCreation, { index }: Item, sentAt: number): Statement {
    return {
      sql: `UPDATE creation_items SET state = 'sending', sent_at = ?, audit_id = last_insert_rowid(),
        uuid = NULL, failure = NULL, candidates = NULL, dismissed = 0
        WHERE creation = ? AND place = ?`,
      args: [sentAt, creation.id, index],
    };
  }

  /** To be written together with what goes with it. */
  item(creation: LiveCreation, item: Item): Statement {
    const json = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
    return {
      sql: `UPDATE creation_items SET state = ?, sent_at = ?, audit_id = ?, uuid = ?, failure = ?,
        candidates = ?, dismissed = ? WHERE creation = ? AND place = ?`,
      args: [
        item.state,
        item.sentAt ?? null,
        item.auditId ?? null,
        item.uuid ?? null,
        json(item.failure),
        json(item.candidates),
        item.dismissed ? 1 : 0,
        creation.id,
        item.index,
      ],
    };
  }

  /** Of all items that are in one state. */
  everyItem(creation: LiveCreation, from: ItemState, to: ItemState): Statement {
    return {
      sql: "UPDATE creation_items SET state = ? WHERE creation = ? AND state = ?",
      args: [to, creation.id, from],
    };
  }

  state({ id }: LiveCreation, state: CreationState): Statement {
    return { sql: "UPDATE creations SET state = ? WHERE id = ?", args: [state, id] };
  }

  async remove({ id }: LiveCreation): Promise<void> {
    await this.#db.write({ sql: "DELETE FROM creations WHERE id = ?", args: [id] });
  }

  /** All that were not put away, the oldest first. */
  async load(): Promise<LiveCreation[]> {
    const creations = await this.#db.rows("SELECT * FROM creations ORDER BY started_at");
    return Promise.all(
      creations.map(async ({ id, user, started_at, state }) => {
        const sql = "SELECT * FROM creation_items WHERE creation = ? ORDER BY place";
        const rows = await this.#db.rows({ sql, args: [String(id)] });
        return new LiveCreation({
          id: String(id),
          user: String(user),
          startedAt: Number(started_at),
          state: state as CreationState,
          items: rows.map(itemOf),
        });
      }),
    );
  }
}

function itemOf(row: Record<string, unknown>): Item {
  const parsed = (value: unknown) => JSON.parse(String(value));
  return {
    index: Number(row.place),
    name: String(row.name),
    state: row.state as ItemState,
    ...(row.sent_at === null ? {} : { sentAt: Number(row.sent_at) }),
    ...(row.audit_id === null ? {} : { auditId: Number(row.audit_id) }),
    ...(row.uuid === null ? {} : { uuid: String(row.uuid) }),
    ...(row.failure === null ? {} : { failure: parsed(row.failure) }),
    ...(row.candidates === null ? {} : { candidates: parsed(row.candidates) }),
    ...(row.dismissed ? { dismissed: true as const } : {}),
  };
}
