/** Looks into the database of a console, or turns back a clock in it. */
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { consoleDir } from "../../../../pkg-template/scripts/console.mjs";

/**
 * @param {string} dataDir
 * @param {string} sql
 * @returns {Promise<Record<string, unknown>[]>} What it selects.
 */
export async function changeDatabase(dataDir, sql) {
  // The console's own packages have the driver.
  const { createClient } = createRequire(join(consoleDir, "package.json"))("@libsql/client");
  const client = createClient({ url: pathToFileURL(join(dataDir, "console.sqlite")).href });
  try {
    return (await client.execute(sql)).rows;
  } finally {
    client.close();
  }
}
