/** Refusals of the console's own, in the envelope that the API's documentation has. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ReporteiError } from "reportei-customers";
import type { Refusal, RefusalCode } from "../../shared/api";

/** What every JSON answer carries: it never becomes a document, and no cache keeps it. */
export const JSON_HEADERS = {
  "content-type": "application/json; charset=utf-8",
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** To be thrown by a handler: the answer is a {@link Refusal}. */
export function refusal(
  status: ContentfulStatusCode,
  code: RefusalCode,
  message: string,
  headers: Record<string, string> = {},
): HTTPException {
  const res = new Response(bodyOf(code, message), {
    status,
    headers: { ...JSON_HEADERS, ...headers },
  });
  return new HTTPException(status, { res });
}

/** Where a call of the server's own failed. */
export function apiRefusal({ kind }: ReporteiError): HTTPException {
  return kind === "timeout"
    ? refusal(504, "api_timeout", "The API has not answered in time.")
    : refusal(502, "api_unreachable", `The API could not be asked (${kind}).`);
}

/** Answers before any handler runs. Where a body follows, it is not read, and the connection closes. */
export function refuseRaw(
  response: ServerResponse,
  status: number,
  code: RefusalCode,
  message: string,
): void {
  const connection = hasBody(response.req) ? { connection: "close" } : {};
  response.writeHead(status, { ...JSON_HEADERS, ...connection }).end(bodyOf(code, message));
}

export function hasBody({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

function bodyOf(code: RefusalCode, message: string): string {
  return JSON.stringify({ error: { code, message } } satisfies Refusal);
}
