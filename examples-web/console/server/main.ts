/**
 * The console's server. With `REPORTEI_ACCESS_TOKEN` and `REPORTEI_BASE_URL` it works on the real
 * API, and takes its secrets from the environment; without them, on the package's sandbox.
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { isReporteiError } from "reportei-customers";
import { readApi, readSecrets, readSettings } from "./config";
import { startConsole } from "./console";
import { SANDBOX_SETTLE_AFTER_MS, keptSecrets, serveSandbox } from "./sandbox";
import { Stop } from "./stop";

const USAGE = "Usage: node dist/server/main.js [--port <number>] [--customers <0 to 10000>]";
const DEFAULT_CUSTOMERS = 120;

interface Options {
  readonly port: number | undefined;
  readonly customers: number;
}

async function main(): Promise<void> {
  // What the console writes is for its own user alone.
  process.umask(0o077);
  const { port, customers } = readArguments();
  const settings = readSettings(process.env);
  const shared = { ...settings, port: port ?? settings.port };
  const api = readApi(process.env);
  if (api) {
    const { passwordHash, vaultKeys } = readSecrets(process.env);
    const running = await startConsole({ ...shared, passwordHash, api }, vaultKeys);
    say(`the console of ${api.baseUrl} is at ${running.url} (Ctrl-C ends)`);
    endOnSignal(() => running.close());
  } else {
    await onSandbox(shared, customers);
  }
}

async function onSandbox(settings: ReturnType<typeof readSettings>, customers: number) {
  const { password, passwordHash, vaultKeys } = await keptSecrets(settings.dataDir);
  const sandbox = await serveSandbox(customers);
  const running = await startConsole(
    {
      ...settings,
      dataDir: join(settings.dataDir, "sandbox"),
      settleAfterMs: SANDBOX_SETTLE_AFTER_MS,
      passwordHash,
      api: sandbox.api,
    },
    vaultKeys,
  ).catch(async (error: unknown) => {
    await sandbox.close(); // It would keep this process alive.
    throw error;
  });
  await sandbox.fillVault(running);
  say(`the sandbox answers at ${sandbox.api.baseUrl}`);
  say(`the console is at ${running.url} (Ctrl-C ends), its password is ${password}`);
  endOnSignal(async () => {
    await running.close();
    await sandbox.close();
  });
}

function readArguments(): Options {
  try {
    const { values } = parseArgs({
      options: { port: { type: "string" }, customers: { type: "string" } },
    });
    return {
      port: values.port === undefined ? undefined : wholeNumber(values.port, 65_535),
      customers: wholeNumber(values.customers ?? String(DEFAULT_CUSTOMERS), 10_000),
    };
  } catch {
    throw new Stop(USAGE);
  }
}

function wholeNumber(text: string, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number > most) throw new Error("no such number");
  return number;
}

function endOnSignal(close: () => Promise<void>): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, async () => {
      await close();
      process.exit(0);
    });
  }
}

function say(what: string): void {
  console.log(`▸ ${what}`);
}

await main().catch((error: unknown) => {
  const isExpected = error instanceof Stop || isReporteiError(error);
  console.error(isExpected ? `✗ ${error.message}` : error);
  process.exit(1); // Whatever was opened by then.
});
