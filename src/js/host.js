// What Rust cannot do: keep a caller's async context and line, read by shape. It decides nothing.

import { ReporteiError } from "../../pkg-template/error.js";

/** Rejects a call that has not settled. @type {Set<(reason: unknown) => void>} */
const pending = new Set();
/** What the wasm trapped with. @type {unknown} */
let trap;
const TRAPPED = "the client's WebAssembly failed and cannot go on (see cause): load it anew";
const NOT_STARTED = "this is no client, or its WebAssembly was not started (see cause)";

/** Runs code of the wasm: what it throws is a `ReporteiError`. @type {<T>(code: () => T) => T} */
export function enter(code) {
  try {
    if (trap) throw trap;
    return code();
  } catch (cause) {
    throw refused(cause);
  }
}

/**
 * The error of what code of the wasm threw. After a trap its memory is in an unknown state: each
 * pending call rejects, and so does each later one. The one that trapped may have sent a request.
 * @param {unknown} cause
 */
export function refused(cause) {
  if (cause instanceof ReporteiError) return cause;
  const isNew = cause instanceof WebAssembly.RuntimeError && cause !== trap;
  if (isNew) {
    trap = cause;
    for (const reject of pending) reject(failed("network", TRAPPED, "unknown", cause));
  }
  if (trap) return failed("network", TRAPPED, isNew ? "unknown" : "not_sent", cause);
  return failed("invalid_argument", NOT_STARTED, "not_sent", cause);
}

/** @type {(kind: string, message: string, outcome: string, cause: unknown) => ReporteiError} */
export function failed(kind, message, outcome, cause) {
  return new ReporteiError({ kind, message, attempts: 0, outcome, reason: cause });
}

/**
 * Settles as a call does. Its error is made behind an await: there, engines find the caller's line.
 * @type {(call: Promise<unknown>, reject: (reason: unknown) => void) => Promise<unknown>}
 */
export async function settle(call, reject) {
  pending.add(reject);
  if (trap) reject(failed("network", TRAPPED, "unknown", trap)); // That of a call within this one.
  try {
    return await call;
  } catch (/** @type {any} */ failure) {
    throw failure instanceof ReporteiError ? failure : new ReporteiError(failure);
  } finally {
    pending.delete(reject);
  }
}

/** Wakes a task of Rust's. @type {(slot: number, turn: number, kept: boolean, value: unknown) => void} */
let awaken;

/** @param {typeof awaken} settle */
export function connect(settle) {
  awaken = (slot, turn, kept, value) => {
    try {
      enter(() => settle(slot, turn, kept, value));
    } catch {} // Every call that is pending was rejected with it.
  };
}

/**
 * Waits for a value or a promise. It holds nothing of Rust's, so what never settles leaks nothing.
 * @type {(value: unknown, slot: number, turn: number) => Promise<void>}
 */
export async function wait(value, slot, turn) {
  try {
    value = await value;
  } catch (reason) {
    return awaken(slot, turn, false, reason);
  }
  awaken(slot, turn, true, value);
}

/** Stand-ins for timers may pass no arguments on. @type {(ms: number, ...wait: number[]) => unknown} */
export function startTimer(ms, slot, turn) {
  return setTimeout(() => awaken(slot, turn, true, undefined), ms);
}

/** In a later microtask, which disturbs nothing. @type {(listener: (value: any) => unknown, value: unknown) => Promise<void>} */
export async function notify(listener, value) {
  try {
    await listener(await value);
  } catch {}
}

/** @type {(functions: Set<() => void>) => () => void} */
export const callAll = (functions) => () => functions.forEach((one) => one());

/** Cancels the body of a response that nobody will read. @param {unknown} response */
export const discard = (response) => notify(({ body }) => body.cancel(), response);

/**
 * A checked copy of a response's status and of the headers of these names, where they can be read.
 * @type {(response: any, names: string[]) => { status: number, headers: Map<string, string> }}
 */
export function readResponse({ status, headers }, names) {
  const read = new Map();
  const isStatus = Number.isInteger(status) && status >= 0 && status < 1000;
  if (!isStatus || typeof headers.get !== "function") throw new TypeError("this is no response");
  for (const name of names) {
    try {
      const value = headers.get(name);
      if (typeof value === "string") read.set(name, value);
    } catch {} // One that cannot be read is one that is not there.
  }
  return { status, headers: read };
}

/** What reads a body as a stream, where it is one that was not read. @param {any} response */
export const readerOf = ({ body, bodyUsed }) => (bodyUsed ? undefined : body?.getReader?.());

/** A stream's text; where it is cut, longer than `most`. @type {(reader: any, most: number) => Promise<string>} */
export async function readText(reader, most) {
  const chunks = [];
  let size = 0; // Each chunk counts, so that empty ones have an end too.
  for (let next; size <= most && !(next = await reader.read()).done; chunks.push(next.value)) {
    if (!ArrayBuffer.isView(next.value)) throw new TypeError("a chunk of the body is no bytes");
    size += Math.max(next.value.byteLength, 64);
  }
  // Decoded at once, since engines are slow at decoding a stream.
  const bytes = chunks.length === 1 ? chunks[0] : await new Blob(chunks).arrayBuffer();
  return new TextDecoder().decode(bytes).padEnd(size > most ? most + 1 : 0);
}
