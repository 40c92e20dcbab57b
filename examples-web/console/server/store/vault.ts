/** The customers' tokens, one row a customer. Tokens leave it only towards the API. */
import { Stop } from "../stop";
import { Cipher, type Sealed } from "./cipher";
import type { Database, Statement } from "./database";

export class Vault {
  readonly #db: Database;
  readonly #cipher: Cipher;

  private constructor(db: Database, cipher: Cipher) {
    this.#db = db;
    this.#cipher = cipher;
  }

  /**
   * Opens the vault, and seals under the current key what an earlier one sealed.
   * @throws {Stop} Where a row's key is missing: its token could never be read.
   */
  static async open(db: Database, cipher: Cipher): Promise<Vault> {
    const vault = new Vault(db, cipher);
    const rows = await db.rows({
      sql: "SELECT * FROM vault WHERE key_id <> ?",
      args: [cipher.currentKeyId],
    });
    const unreadable = rows.filter(({ key_id }) => !cipher.has(String(key_id))).length;
    if (unreadable > 0) {
      throw new Stop(
        `The vault holds ${unreadable} tokens under a key that is neither CONSOLE_VAULT_KEY nor in ` +
          "CONSOLE_VAULT_KEY_PREVIOUS: add that key to CONSOLE_VAULT_KEY_PREVIOUS.",
      );
    }
    const resealed = rows.map((row) => {
      const uuid = String(row.uuid);
      return vault.storing(uuid, opened(cipher, row));
    });
    if (resealed.length > 0) await db.write(...resealed);
    return vault;
  }

  async tokenOf(uuid: string): Promise<string | undefined> {
    const args = [folded(uuid)];
    const [row] = await this.#db.rows({ sql: "SELECT * FROM vault WHERE uuid = ?", args });
    return row && this.#cipher.open(folded(uuid), sealedOf(row));
  }

  async has(uuid: string): Promise<boolean> {
    const args = [folded(uuid)];
    return (await this.#db.rows({ sql: "SELECT 1 FROM vault WHERE uuid = ?", args })).length > 0;
  }

  async uuids(): Promise<string[]> {
    return (await this.#db.rows("SELECT uuid FROM vault")).map(({ uuid }) => String(uuid));
  }

  /** To be written together with what tells of it. */
  storing(uuid: string, token: string): Statement {
    const { keyId, nonce, sealed } = this.#cipher.seal(folded(uuid), token);
    return {
      sql: "INSERT OR REPLACE INTO vault (uuid, key_id, nonce, sealed) VALUES (?, ?, ?, ?)",
      args: [folded(uuid), keyId, nonce, sealed],
    };
  }

  removing(uuid: string): Statement {
    return { sql: "DELETE FROM vault WHERE uuid = ?", args: [folded(uuid)] };
  }
}

/** The API takes a uuid in either case. */
function folded(uuid: string): string {
  return uuid.toLowerCase();
}

function opened(cipher: Cipher, row: Record<string, unknown>): string {
  const uuid = String(row.uuid);
  try {
    return cipher.open(uuid, sealedOf(row));
  } catch {
    throw new Stop(`The vault's row of customer ${uuid} was changed: restore it from a back-up.`);
  }
}

function sealedOf(row: Record<string, unknown>): Sealed {
  const bytes = (value: unknown) => new Uint8Array(value as ArrayBuffer);
  return { keyId: String(row.key_id), nonce: bytes(row.nonce), sealed: bytes(row.sealed) };
}
