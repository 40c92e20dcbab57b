import type { JournalEntry, ReporteiSandbox } from "./index.js";

/** What `serve` takes. */
export interface ServeOptions {
  /** The sandbox that answers. */
  sandbox: ReporteiSandbox;
  /** The port to listen on, none that the fetch standard blocks; 0 takes any free one. Default: 0. */
  port?: number | undefined;
  /** The address to listen on. Default: `"127.0.0.1"`, this machine alone. */
  host?: string | undefined;
  /** Told of every request, without any token, when nothing more is to come of its answer. */
  onRequest?: ((request: ServedRequest) => void) | undefined;
}

/** A request that came. */
export interface ServedRequest extends JournalEntry {
  /** How long the answer took, or all that was sent of it, in milliseconds. */
  ms: number;
}

/** A server under way. */
export interface Served {
  /** Where it listens, such as `"http://127.0.0.1:4010"`; the API is at `/api`. */
  url: string;
  /** The port it listens on. */
  port: number;
  /** Stops it, open connections included. */
  close(): Promise<void>;
}

/**
 * Serves a sandbox over HTTP, in Node or what has its `node:http`, for as long as it is not closed.
 * Any page may call it (CORS). Rejects with the platform's own error where the port cannot be had, and
 * with a `RangeError` where it is one that no `fetch` may call, such as 6000 or 10080.
 *
 * Beside the API there are, for programs of the same machine in any language:
 *
 * - `POST /__sandbox/inject` takes as JSON what the sandbox's `inject` takes, and answers 201 with
 *   its `id`, `times` and `used`, or 400 with a `message` that names the field that is wrong.
 * - `GET /__sandbox/injected` answers the `times` and `used` of all that was injected so, by `id`.
 * - `GET /__sandbox/journal` answers the sandbox's journal.
 */
export function serve(options: ServeOptions): Promise<Served>;
