/** The console's SQLite file: sessions, vault, audit log and creations. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Client, type InStatement, createClient } from "@libsql/client";
import { Stop } from "../stop";

export type Statement = InStatement;

const SCHEMA = [
  `CREATE TABLE IF NOT EXISTS sessions (
    id_hash TEXT PRIMARY KEY, user TEXT NOT NULL, began_at INTEGER NOT NULL, seen_at INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS devices (id_hash TEXT PRIMARY KEY, seen_at INTEGER NOT NULL) STRICT`,
  `CREATE TABLE IF NOT EXISTS vault (
    uuid TEXT PRIMARY KEY, key_id TEXT NOT NULL, nonce BLOB NOT NULL, sealed BLOB NOT NULL
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, user TEXT NOT NULL,
    action TEXT NOT NULL, uuid TEXT, name TEXT, outcome TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS creations (
    id TEXT PRIMARY KEY, user TEXT NOT NULL, started_at INTEGER NOT NULL, state TEXT NOT NULL
  ) STRICT`,
  `CREATE TABLE IF NOT EXISTS creation_items (
    creation TEXT NOT NULL REFERENCES creations (id) ON DELETE CASCADE,
    place INTEGER NOT NULL, name TEXT NOT NULL, state TEXT NOT NULL, sent_at INTEGER,
    audit_id INTEGER, uuid TEXT, failure TEXT, candidates TEXT, dismissed INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (creation, place)
  ) STRICT, WITHOUT ROWID`,
];

/** Statements that take effect together or not at all, and are on the disk when it resolves. */
export class Database {
  readonly #client: Client;
  readonly #lock: Client;

  private constructor(client: Client, lock: Client) {
    this.#client = client;
    this.#lock = lock;
  }

  /** @throws {Stop} Where another process has it open: two would settle each other's creations. */
  static async open(dir: string): Promise<Database> {
    makeFolder(dir);
    const lock = await locked(dir);
    // One connection, which the pragmas hold for.
    const client = createClient({ url: urlOf(dir, "console.sqlite"), concurrency: 1 });
    try {
      await client.execute("PRAGMA journal_mode = WAL");
      await client.execute("PRAGMA synchronous = FULL");
      await client.execute("PRAGMA foreign_keys = ON");
      await client.batch(SCHEMA, "write");
    } catch (error) {
      throw unusable(dir, error);
    }
    return new Database(client, lock);
  }

  async rows(statement: Statement) {
    return (await this.#client.execute(statement)).rows;
  }

  /** @returns The id of the row that the first statement inserted. */
  async write(...statements: Statement[]): Promise<{ id: number }> {
    const [first] = await this.#client.batch(statements, "write");
    return { id: Number(first?.lastInsertRowid ?? 0) };
  }

  /** Leaves what is about people who sign in. */
  async forgetCustomers(): Promise<void> {
    await this.write("DELETE FROM vault", "DELETE FROM creations", "DELETE FROM audit");
  }

  close(): void {
    this.#client.close();
    this.#lock.close();
  }
}

/** The lock is a transaction in a file of its own: it ends with the process, however that ends. */
async function locked(dir: string): Promise<Client> {
  const lock = createClient({ url: urlOf(dir, "lock.sqlite"), concurrency: 1 });
  try {
    await lock.execute("PRAGMA locking_mode = EXCLUSIVE");
    await lock.batch(
      ["CREATE TABLE IF NOT EXISTS lock (held INTEGER)", "DELETE FROM lock"],
      "write",
    );
    return lock;
  } catch (error) {
    lock.close();
    if (!/locked|busy/i.test(String(error))) throw unusable(dir, error);
    throw new Stop(`Another console is running on ${dir}: end it, or set CONSOLE_DATA_DIR.`);
  }
}

/** Readable by the console's own user alone. */
export function makeFolder(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw unusable(dir, error);
  }
}

function unusable(dir: string, error: unknown): Stop {
  return new Stop(`The data folder ${dir} cannot be used: ${(error as Error).message}.`);
}

function urlOf(dir: string, file: string): string {
  return pathToFileURL(join(dir, file)).href;
}
