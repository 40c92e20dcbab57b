/**
 * The sandbox, served over HTTP.
 *
 * @module reportei-customers/sandbox/serve
 */

import type { JournalEntry, ReporteiSandbox } from "./index.js";

/**
 * What `serve` takes.
 *
 * @example
 * ```ts
 * import { serve, type ServeOptions } from "reportei-customers/sandbox/serve";
 *
 * const options: ServeOptions = { sandbox: new ReporteiSandbox(), port: 4010 };
 * const served = await serve(options);
 * await served.close();
 * ```
 */
export interface ServeOptions {
  /** The sandbox that answers. */
  sandbox: ReporteiSandbox;
  /** The port to listen on, none that the fetch standard blocks; 0 takes any free one. Default: 0. */
  port?: number | undefined;
  /** The address to listen on. Default: `"127.0.0.1"`, this machine alone. */
  host?: string | undefined;
  /** Called for every request, without any token, when its answer has ended. */
  onRequest?: ((request: ServedRequest) => void) | undefined;
}

/**
 * A request that came.
 *
 * @example
 * ```ts
 * import { serve, type ServedRequest } from "reportei-customers/sandbox/serve";
 *
 * const onRequest = ({ method, path, status, ms }: ServedRequest) =>
 *   console.log(method, path, status, `${ms} ms`);
 * const served = await serve({ sandbox: new ReporteiSandbox(), onRequest });
 * await served.close();
 * ```
 */
export interface ServedRequest extends JournalEntry {
  /** How long the answer took, or all that was sent of it, in milliseconds. */
  ms: number;
}

/**
 * A server under way.
 *
 * @example
 * ```ts
 * import { serve, type Served } from "reportei-customers/sandbox/serve";
 *
 * const served: Served = await serve({ sandbox: new ReporteiSandbox() });
 * console.log(`the API is at ${served.url}/api`);
 * await served.close();
 * ```
 */
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
 * Any page may call it (CORS).
 *
 * Beside the API there are, for programs of the same machine in any language:
 *
 * - `POST /__sandbox/inject` takes as JSON what the sandbox's `inject` takes, and answers 201 with
 *   its `id`, `times` and `used`, or 400 with a `message` that names the field that is wrong.
 * - `GET /__sandbox/injected` answers the `times` and `used` of all that was injected so, by `id`.
 * - `GET /__sandbox/journal` answers the sandbox's journal.
 *
 * @throws The platform's own error if it cannot listen on the port.
 * @throws `RangeError` if no `fetch` may call the port, such as 6000 or 10080.
 * @throws `TypeError` if an option is misspelt, or `sandbox` is no sandbox.
 *
 * @example
 * ```js
 * import { ReporteiCustomers } from "reportei-customers";
 * import { ReporteiSandbox } from "reportei-customers/sandbox";
 * import { serve } from "reportei-customers/sandbox/serve";
 *
 * const sandbox = new ReporteiSandbox();
 * const served = await serve({ sandbox });
 * const { accessToken } = sandbox;
 * const reportei = new ReporteiCustomers({ accessToken, baseUrl: `${served.url}/api` });
 * console.log((await reportei.list()).meta.total);
 * await served.close();
 * ```
 */
export function serve(options: ServeOptions): Promise<Served>;
