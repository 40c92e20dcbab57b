/**
 * Looks at each request as it was received, before anything parses it: its target, its Host, and
 * which site it comes from. What a URL parser would repair (dots, backslashes, encodings, an
 * absolute target) is refused, so that the routes match what was really sent.
 *
 * Stricter than `hono/csrf`, which lets JSON through and takes either sign: here a write needs an
 * allowed Origin, and no request may come from another site.
 */
import type { IncomingMessage } from "node:http";
import type { RefusalCode } from "../../shared/api";
import { hasBody } from "./refusal";

export interface Rejected {
  readonly status: number;
  readonly code: RefusalCode;
  readonly message: string;
}

const PATH = /^(?:\/|(?:\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+)$/;
const QUERY = /^[A-Za-z0-9._~!$&'()*+,;=:@/?%-]*$/;
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "DELETE"]);
const METHODS_WITH_BODY = new Set(["POST", "PUT"]);
const OWN_SITE = new Set(["same-origin", "none"]);

/** @param origins The console's own, such as `https://console.example`. */
export function gate(
  origins: readonly string[],
): (request: IncomingMessage) => Rejected | undefined {
  const ownOrigins = new Set(origins);
  const ownHosts = new Set(origins.map((origin) => new URL(origin).host));
  return (request) =>
    wrongTarget(request) ??
    wrongHost(request, ownHosts) ??
    wrongSite(request, ownOrigins) ??
    wrongBody(request);
}

/** Whether a person's browser opens a page, rather than a script of the page calling. */
export function isNavigation({ method, headers }: Request): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  const destination = headers.get("sec-fetch-dest");
  if (destination) return destination === "document";
  return headers.get("accept")?.includes("text/html") ?? false;
}

function wrongTarget({ method = "", url = "" }: IncomingMessage): Rejected | undefined {
  if (!METHODS.has(method)) {
    return { status: 405, code: "not_allowed", message: "The console has no such method." };
  }
  const [path = "", ...query] = url.split("?");
  if (PATH.test(path) && QUERY.test(query.join("?"))) return undefined;
  return { status: 400, code: "not_allowed", message: "The request's target is not a plain path." };
}

function wrongHost(request: IncomingMessage, hosts: Set<string>): Rejected | undefined {
  const [host, ...more] = valuesOf(request, "host");
  if (host !== undefined && more.length === 0 && hosts.has(host.toLowerCase())) return undefined;
  return {
    status: 421,
    code: "forbidden_origin",
    message: "The console is not served under this host name: see CONSOLE_ORIGIN.",
  };
}

function wrongSite(request: IncomingMessage, origins: Set<string>): Rejected | undefined {
  const { method = "", headers } = request;
  const isRead = method === "GET" || method === "HEAD";
  const sentOrigins = valuesOf(request, "origin");
  const isOwnOrigin = sentOrigins.every((origin) => origins.has(origin));
  // A link on another site may open the page, whose cookies do not come along then.
  const isLink =
    isRead && headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  const site = headers["sec-fetch-site"];
  const isOwnSite = site === undefined || OWN_SITE.has(String(site));
  if (isOwnOrigin && (isOwnSite || isLink) && (isRead || sentOrigins.length > 0)) return undefined;
  return {
    status: 403,
    code: "forbidden_origin",
    message: "Only the console's own page may do this.",
  };
}

function wrongBody(request: IncomingMessage): Rejected | undefined {
  if (METHODS_WITH_BODY.has(request.method ?? "") || !hasBody(request)) return undefined;
  return { status: 400, code: "invalid_body", message: "A request of this method has no body." };
}

function valuesOf({ rawHeaders }: IncomingMessage, wanted: string): string[] {
  return rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === wanted,
  );
}
