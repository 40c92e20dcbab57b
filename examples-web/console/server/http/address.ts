/** Whose request it is, for the log and for the limits of sign-in. */
import type { IncomingMessage } from "node:http";

/**
 * The caller's address. Behind a trusted proxy it is the last one of `X-Forwarded-For`, which that
 * proxy wrote; whatever stands before it, the caller may have made up.
 */
export function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded =
    trustProxy &&
    String(request.headers["x-forwarded-for"] ?? "")
      .split(",")
      .at(-1);
  const address = (forwarded || request.socket.remoteAddress || "unknown").trim();
  return /^[0-9a-f.:]{2,45}$/i.test(address) ? address : "unknown";
}

/** What counts as one source: of IPv6 the /64 network, all of which one machine may have. */
export function sourceOf(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.split("::");
  const groups = head.split(":").filter(Boolean);
  if (tail !== undefined) while (groups.length < 4) groups.push("0");
  return groups.slice(0, 4).join(":").toLowerCase();
}
