/** One line a request, without query, body, header or token, and one line for what else happens. */
import type { IncomingMessage, ServerResponse } from "node:http";

export type Log = (message: string) => void;

export const log: Log = (message) => console.log(`${new Date().toISOString()} ${message}`);

/** Logs a request when its answer has been sent, or when the caller is gone. */
export function logRequest(
  request: IncomingMessage,
  response: ServerResponse,
  address: string,
): void {
  const began = performance.now();
  response.once("close", () => {
    const status = response.writableFinished ? response.statusCode : "hung up";
    const ms = Math.round(performance.now() - began);
    log(`${address} ${request.method} ${shownPath(request.url ?? "")} ${status} ${ms} ms`);
  });
}

/** A token that somebody puts into a path is longer than anything that belongs there. */
function shownPath(url: string): string {
  const [path = ""] = url.split("?");
  if (!/^\/[\w./~-]*$/.test(path)) return "(malformed)";
  return path.replaceAll(/[^/]{37,}/g, "(long)");
}
