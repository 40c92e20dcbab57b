/**
 * Loaded into a console before everything else, it makes its database fail as the environment says:
 * - `TEST_FULL_DISK`: the database may not grow, as on a disk that is full.
 * - `TEST_KILLED_AT`: the beginning of a statement, and how many such are made before the process is
 *   killed, such as `COMMIT:3`.
 * - `TEST_HELD_AT`: the beginning of a statement at which the process stands still, and says so.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { consoleDir } from "../../../../pkg-template/scripts/console.mjs";

/**
 * What to start a console with, for its database to fail so.
 * @param {{ TEST_FULL_DISK?: "1", TEST_KILLED_AT?: string, TEST_HELD_AT?: string }} how
 */
export function failingDatabase(how) {
  return { ...how, NODE_OPTIONS: `--import=${import.meta.url}` };
}

const { TEST_FULL_DISK, TEST_KILLED_AT, TEST_HELD_AT } = process.env;
if (TEST_FULL_DISK || TEST_KILLED_AT || TEST_HELD_AT) {
  // The console's own packages have the driver.
  const Database = createRequire(join(consoleDir, "package.json"))("libsql");
  const { prepare } = Database.prototype;
  const [, fatal, most] = /^(.+):(\d+)$/.exec(TEST_KILLED_AT ?? "") ?? [];
  const limited = new WeakSet();
  let count = 0;

  /**
   * @this {object}
   * @param {string} sql
   */
  Database.prototype.prepare = function failing(sql) {
    if (TEST_FULL_DISK && !limited.has(this)) {
      limited.add(this);
      // SQLite never takes away what the file has already.
      prepare.call(this, "PRAGMA max_page_count = 1").get();
    }
    if (fatal && sql.startsWith(fatal)) {
      if (count === Number(most)) process.kill(process.pid, "SIGKILL");
      count += 1;
    }
    if (TEST_HELD_AT && sql.startsWith(TEST_HELD_AT)) {
      console.log("held");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    }
    return prepare.call(this, sql);
  };
}
