/**
 * What the console is told by its environment. On the real API nothing secret has a default: what is
 * missing is named, with the way to make it.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { isPasswordHash } from "./sign-in/passwords";
import { KEY_BYTES } from "./store/cipher";
import { Stop } from "./stop";

export interface Api {
  readonly kind: "sandbox" | "live";
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly accessToken: string;
}

export interface Secrets {
  readonly passwordHash: string;
  /** The first one seals, all of them open. */
  readonly vaultKeys: readonly [Uint8Array, ...Uint8Array[]];
}

/** What does not depend on which API it is. */
export interface Settings {
  readonly user: string;
  readonly host: string;
  readonly port: number;
  /** Where people open it, behind a proxy; empty for this machine's own addresses. */
  readonly publicOrigins: readonly string[];
  readonly isSecure: boolean;
  readonly trustProxy: boolean;
  readonly dataDir: string;
  readonly pageDir: string;
  readonly requestTimeoutMs: number;
  readonly apiTimeoutMs: number;
  readonly settleAfterMs: number;
  readonly session: { readonly idleMs: number; readonly totalMs: number };
}

export type Config = Settings & Omit<Secrets, "vaultKeys"> & { readonly api: Api };

type Environment = Readonly<Record<string, string | undefined>>;

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const LONGEST_MS = 2 ** 31 - 1;
/** The console's folder: the server is built to `dist/server`. */
const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The real API, where the environment names one. */
export function readApi(env: Environment): Api | undefined {
  const { REPORTEI_ACCESS_TOKEN: accessToken, REPORTEI_BASE_URL: baseUrl } = env;
  if (!accessToken && !baseUrl) return undefined;
  if (!accessToken) throw new Stop("REPORTEI_ACCESS_TOKEN is missing: it is the merchant's token.");
  if (!baseUrl) {
    throw new Stop("REPORTEI_BASE_URL is missing: it is https://connect.reportei.com/api.");
  }
  if (!URL.canParse(baseUrl)) throw new Stop("REPORTEI_BASE_URL must be a URL.");
  return { kind: "live", accessToken, baseUrl: baseUrl.replace(/\/+$/, "") };
}

export function readSecrets(env: Environment): Secrets {
  const passwordHash = env.CONSOLE_PASSWORD_HASH ?? "";
  if (!isPasswordHash(passwordHash)) {
    throw new Stop(
      `CONSOLE_PASSWORD_HASH ${passwordHash ? "is no argon2id hash" : "is missing"}: make one of ` +
        'your password with "npm run hash".',
    );
  }
  if (!env.CONSOLE_VAULT_KEY) {
    throw new Stop('CONSOLE_VAULT_KEY is missing: make one with "openssl rand -base64 32".');
  }
  const current = keyOf("CONSOLE_VAULT_KEY", env.CONSOLE_VAULT_KEY);
  const previous = listOf(env.CONSOLE_VAULT_KEY_PREVIOUS);
  const earlier = previous.map((text) => keyOf("CONSOLE_VAULT_KEY_PREVIOUS", text));
  return { passwordHash, vaultKeys: [current, ...earlier] };
}

export function readSettings(env: Environment): Settings {
  const publicOrigins = listOf(env.CONSOLE_ORIGIN).map(publicOrigin);
  const time = (name: string, preset: number, unitMs: number, leastMs = 1) =>
    timeOf(env, name, preset, unitMs, leastMs);
  return {
    user: env.CONSOLE_USER || "merchant",
    host: env.CONSOLE_HOST || "127.0.0.1",
    port: wholeNumberOf(env, "CONSOLE_PORT", 8080, 65_535),
    publicOrigins,
    isSecure: publicOrigins.length > 0,
    trustProxy: wholeNumberOf(env, "CONSOLE_TRUST_PROXY", 0, 1) === 1,
    dataDir: env.CONSOLE_DATA_DIR || join(ROOT, ".data"),
    pageDir: env.CONSOLE_PAGE_DIR || join(ROOT, "dist/page"),
    requestTimeoutMs: time("CONSOLE_REQUEST_TIMEOUT_SECONDS", 30, SECOND_MS),
    apiTimeoutMs: time("CONSOLE_API_TIMEOUT_SECONDS", 30, SECOND_MS),
    settleAfterMs: time("CONSOLE_SETTLE_AFTER_SECONDS", 120, SECOND_MS, 0),
    session: {
      idleMs: time("CONSOLE_SESSION_IDLE_MINUTES", 30, MINUTE_MS),
      totalMs: time("CONSOLE_SESSION_HOURS", 12, HOUR_MS),
    },
  };
}

function publicOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === "https:" && url.origin === text.replace(/\/$/, "")) return url.origin;
  throw new Stop(
    `CONSOLE_ORIGIN must be origins such as https://console.example.com, not ${text}.`,
  );
}

function keyOf(name: string, text: string): Uint8Array {
  const key = Buffer.from(text, "base64");
  if (key.length === KEY_BYTES) return key;
  throw new Stop(
    `${name} must be ${KEY_BYTES} bytes in base64: "openssl rand -base64 32" makes one.`,
  );
}

/** @returns Milliseconds: what a timer can wait. */
function timeOf(
  env: Environment,
  name: string,
  preset: number,
  unitMs: number,
  leastMs: number,
): number {
  const ms = Math.round(Number(env[name] || preset) * unitMs);
  if (ms >= leastMs && ms <= LONGEST_MS) return ms;
  const most = Math.floor(LONGEST_MS / unitMs);
  throw new Stop(
    `${name} must be a number ${leastMs === 0 ? "from 0" : "above 0 and"} up to ${most}.`,
  );
}

function wholeNumberOf(env: Environment, name: string, preset: number, most: number): number {
  const text = env[name] || String(preset);
  const number = Number(text);
  if (/^\d+$/.test(text) && number <= most) return number;
  throw new Stop(`${name} must be a whole number from 0 to ${most}.`);
}

function listOf(text = ""): string[] {
  return text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
}
