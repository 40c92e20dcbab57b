/** The console's own calls, as `shared/api.ts` has them. */
import type {
  AuditEntry,
  Creation,
  NewCreation,
  Refusal,
  Session,
  Settle,
  VaultEntry,
} from "../../shared/api";
import { Refused, retryAtOf, type Problem } from "../logic/problems";

const TIME_LIMIT_MS = 20_000;

interface Init {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

async function call<T>(path: string, { method = "GET", body, signal }: Init = {}): Promise<T> {
  const timeLimit = AbortSignal.timeout(TIME_LIMIT_MS);
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      cache: "no-store",
      headers: { accept: "application/json", ...(body !== undefined && JSON_BODY) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: signal ? AbortSignal.any([signal, timeLimit]) : timeLimit,
    });
    if (!response.ok) throw new Refused(await problemOfResponse(response));
    return (response.status === 204 ? undefined : await response.json()) as T;
  } catch (error) {
    if (error instanceof Refused) throw error;
    const kind = signal?.aborted ? "aborted" : timeLimit.aborted ? "timeout" : "network";
    const outcome = method === "GET" ? "not_sent" : "unknown";
    throw new Refused({ kind, outcome, message: `${method} ${path}: ${error}`, fieldErrors: {} });
  }
}

const JSON_BODY = { "content-type": "application/json" };

async function problemOfResponse(response: Response): Promise<Problem> {
  const { status, headers } = response;
  const refusal = (await response.json().catch(() => undefined)) as Refusal | undefined;
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return {
    kind: KINDS[status] ?? (status >= 500 ? "server" : "http"),
    outcome: status >= 500 ? "unknown" : "rejected",
    message: refusal?.error?.message ?? `The console's server answered with status ${status}.`,
    status,
    fieldErrors: {},
    ...(refusal?.error?.code !== undefined && { code: refusal.error.code }),
    ...(Number.isFinite(seconds) && retryAtOf(seconds * 1_000, Date.now())),
  };
}

const KINDS: Readonly<Record<number, string>> = {
  401: "authentication",
  403: "permission",
  404: "not_found",
  422: "validation",
  429: "rate_limit",
};

const creation = (id: string) => `/creations/${encodeURIComponent(id)}`;
const vault = (uuid: string) => `/vault/${encodeURIComponent(uuid)}`;

export const consoleApi = {
  session: (signal: AbortSignal) => call<Session | null>("/session", { signal }),
  signIn: (password: string) => call<Session>("/session", { method: "POST", body: { password } }),
  signOut: () => call<void>("/session", { method: "DELETE" }),

  creations: (signal: AbortSignal) => call<Creation[]>("/creations", { signal }),
  creation: (id: string) => call<Creation>(creation(id)),
  create: (body: NewCreation) => call<Creation>("/creations", { method: "POST", body }),
  stop: (id: string) => call<Creation>(`${creation(id)}/stop`, { method: "POST" }),
  resume: (id: string) => call<Creation>(`${creation(id)}/resume`, { method: "POST" }),
  settle: (id: string, body: Settle) =>
    call<Creation>(`${creation(id)}/settle`, { method: "POST", body }),
  putAway: (id: string) => call<void>(creation(id), { method: "DELETE" }),
  eventsUrl: (id: string) => `${creation(id)}/events`,

  vaultEntry: (uuid: string, signal: AbortSignal) => call<VaultEntry>(vault(uuid), { signal }),
  storeToken: (uuid: string, token: string) =>
    call<void>(vault(uuid), { method: "PUT", body: { token } }),

  audit: (before: number | undefined, signal: AbortSignal) =>
    call<AuditEntry[]>(`/audit?limit=50${before === undefined ? "" : `&before=${before}`}`, {
      signal,
    }),
};
