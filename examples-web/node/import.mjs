// Creates a customer for each row of a CSV file, and stores its token in an encrypted vault as it
// arrives. It may be killed at any moment: run it again with the same files until it exits with 0.
//
//   REPORTEI_ACCESS_TOKEN=… REPORTEI_VAULT_KEY=… node import.mjs customers.csv vault.jsonl
//
// The CSV file has a column `name`. The key is 64 hexadecimal digits: openssl rand -hex 32.
// `vault.mjs` reads the tokens. Exit codes: 0 all are stored, 1 some are left, 2 a wrong argument.
//
// No customer is doubled and no token is lost, as long as the API ends a request within the limit below
// and its clock is less than a minute behind. It has no idempotency keys, so this remains:
// - A kill between the creation in the API and the arrival of its answer leaves a customer whose token
//   nobody has. The next run deletes it and creates it anew, with another id. Before that it waits as
//   long as the server may take for a request (--server-limit-seconds, 120 by default).
// - A customer of the same name that another program creates between the first run and the last looks
//   the same. Where both are there, this stops and shows them. Where only the other's is there, it is
//   deleted: let nothing else create customers of these names while an import is unfinished.

import { isUtf8 } from "node:buffer";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";
import {
  Refusal,
  UsageError,
  clientFromEnv,
  endProgress,
  explain,
  printable,
  progress,
  run,
} from "./cli.mjs";
import { openJournal } from "./journal.mjs";
import { nameKey } from "./names.mjs";
import { openVault, vaultKeyFromEnv } from "./vault.mjs";

const USAGE =
  "Usage: node import.mjs <customers.csv> <vault.jsonl> [--server-limit-seconds 120] [--except <uuid>]…";

const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * @typedef {import("reportei-customers").ReporteiCustomers} Client
 * @typedef {ReturnType<typeof openVault>} Vault
 * @typedef {ReturnType<typeof openJournal>} Journal
 */

async function main() {
  const { csvFile, vaultFile, serverLimitMs, except } = readArguments();
  const reportei = clientFromEnv({ rateLimit: "auto" });
  const key = vaultKeyFromEnv();
  const names = readNames(csvFile);
  const vault = openVault(vaultFile, key);
  const journal = openJournal(`${vaultFile}.journal`);
  for (const uuid of except) journal.except(uuid);

  const missing = names.filter((name) => !vault.hasName(name));
  const gone = missing.filter((name) => journal.wasStored(name));
  if (gone.length > 0) throw new Refusal(vaultLacks(vaultFile, gone));
  await settle(reportei, missing, vault, journal, serverLimitMs);
  const failures = await createAll(reportei, missing, vault, journal);

  const stored = names.filter((name) => vault.hasName(name)).length;
  console.log(`${stored} of ${names.length} customers are in ${vaultFile}`);
  if (failures.length === 0) return;
  throw new Refusal([...failures, "Run the same command again."].join("\n"));
}

/**
 * Going on would delete these customers, or create them a second time.
 *
 * @param {string} vaultFile
 * @param {string[]} names
 */
function vaultLacks(vaultFile, names) {
  return [
    `The tokens of these customers were stored, and are not in ${vaultFile} any more:`,
    ...names.map((name) => `  ${printable(name)}`),
    `Restore ${vaultFile} from a back-up. To create them a second time, move ${vaultFile}.journal away.`,
  ].join("\n");
}

/**
 * Deletes what creations without an answer left behind: nobody has their tokens.
 *
 * @param {Client} reportei
 * @param {string[]} missing
 * @param {Vault} vault
 * @param {Journal} journal
 * @param {number} serverLimitMs
 */
async function settle(reportei, missing, vault, journal, serverLimitMs) {
  const unsettled = missing.filter((name) => journal.begunAt(name) !== undefined);
  if (unsettled.length === 0) return;
  console.error(
    `${unsettled.length} creations without an answer: waiting ${serverLimitMs / 1000} s`,
  );
  await wait(serverLimitMs); // What was sent is done by then, or never.
  for (const name of unsettled) {
    const except = [...vault.uuids(), ...journal.excepted()];
    const since = journal.begunAt(name) ?? 0;
    const found = await reportei.findUnconfirmed({ name, since, except });
    if (found.length > 1) throw new Refusal(ambiguous(found));
    for (const { uuid } of found) await remove(reportei, uuid);
    journal.settle(name);
  }
}

/** @param {import("reportei-customers").Customer[]} found */
function ambiguous(found) {
  const shown = found.map((one) => `  ${one.uuid}  ${one.created_at} UTC  ${printable(one.name)}`);
  return [
    "One of these is without its token, and another program created the others:",
    ...shown,
    "Run this again with --except <uuid> for each that is to stay.",
  ].join("\n");
}

/**
 * @param {Client} reportei
 * @param {string} uuid
 */
async function remove(reportei, uuid) {
  await reportei.delete(uuid).catch((error) => {
    if (error.kind !== "not_found") throw error; // An earlier run's deletion may have arrived late.
  });
}

/**
 * @param {Client} reportei
 * @param {string[]} missing
 * @param {Vault} vault
 * @param {Journal} journal
 * @returns {Promise<string[]>} A sentence for each that is not in the vault.
 */
async function createAll(reportei, missing, vault, journal) {
  /** Asked for a name only when its creation is about to be sent. */
  function* begin() {
    for (const name of missing) {
      journal.begin(name);
      yield name;
    }
  }
  const results = await reportei.createMany(begin(), {
    storeToken: ({ uuid, api_token: token }, name) => vault.store({ uuid, name, token }),
    onResult: (result) => {
      if (result.item === undefined) return;
      // The token of an answer that was damaged may be stored all the same.
      if (vault.hasName(result.item)) return journal.store(result.item);
      if (result.status === "fulfilled") return;
      const { outcome } = result.reason;
      if (outcome === "not_sent" || outcome === "rejected") journal.settle(result.item);
    },
    onProgress: ({ done }) => {
      if (done % 100 === 0 || process.stderr.isTTY) progress(`${done} of ${missing.length}`);
    },
  });
  endProgress();
  return results.flatMap((result) => {
    if (result.status === "fulfilled" || vault.hasName(result.item ?? "")) return [];
    return [`${printable(result.item ?? "the journal")}: ${explain(result.reason)}`];
  });
}

/** @param {string} file */
function readNames(file) {
  const bytes = readFileSync(file);
  if (!isUtf8(bytes)) throw new Refusal(`${file} is not in UTF-8: save it as "CSV UTF-8".`);
  /** @type {{ name?: string }[]} */
  const rows = parse(bytes, { bom: true, columns: true, skip_empty_lines: true });
  /** @type {Map<string, string>} */
  const names = new Map();
  for (const [index, { name }] of rows.entries()) {
    if (name === undefined) throw new Refusal(`${file} has no column "name".`);
    const key = nameKey(name);
    if (key === "") throw new Refusal(`${file}: customer ${index + 1} has no name.`);
    if (names.has(key)) {
      throw new Refusal(`${file} has "${printable(name)}" twice: the two could not be told apart.`);
    }
    names.set(key, name);
  }
  return [...names.values()];
}

function readArguments() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      "server-limit-seconds": { type: "string", default: "120" },
      except: { type: "string", multiple: true, default: [] },
    },
  });
  const [csvFile, vaultFile, ...others] = positionals;
  const serverLimitMs = Number(values["server-limit-seconds"] || NaN) * 1000;
  if (!csvFile || !vaultFile || others.length > 0) throw new UsageError("Name two files.");
  if (!(serverLimitMs >= 0 && serverLimitMs <= LONGEST_WAIT_MS)) {
    throw new UsageError("--server-limit-seconds must be a number from 0 to 86400.");
  }
  if (!values.except.every((uuid) => UUID.test(uuid)))
    throw new UsageError("--except takes a UUID.");
  return { csvFile, vaultFile, serverLimitMs, except: values.except };
}

await run(USAGE, main);
