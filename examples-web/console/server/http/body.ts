/** Reads the bodies of requests: JSON, of a limited size and of a known shape. */
import { zValidator } from "@hono/zod-validator";
import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { type ZodType, z } from "zod";
import { MAX_NAME_LENGTH } from "../../shared/api";
import { refusal } from "./refusal";

const KIB = 1024;
export const BODY_LIMIT = 64 * KIB;

/** A customer's name. Half of a surrogate pair is no text: SQLite would store it, and not give it back. */
export const NAME = z
  .string()
  .max(MAX_NAME_LENGTH)
  .regex(/^\P{Surrogate}*$/u);

/** To be put before every route that takes a body. */
export function jsonBody(limit = BODY_LIMIT): MiddlewareHandler {
  const limited = bodyLimit({
    maxSize: limit,
    onError: () => {
      // What is left of the body is not read, so the connection cannot serve another request.
      const message = `The body is larger than ${limit / KIB} KiB.`;
      throw refusal(413, "too_large", message, { connection: "close" });
    },
  });
  return async (c, next) => {
    const type = c.req.header("content-type") ?? "";
    if (!/^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i.test(type)) {
      throw refusal(415, "invalid_body", "The body must be JSON.", { connection: "close" });
    }
    return limited(c, next);
  };
}

/** The body, if it has this shape. What is wrong with it is said without its values. */
export function shaped<Shape extends ZodType>(shape: Shape) {
  return zValidator("json", shape, (result) => {
    if (result.success) return;
    const [issue] = result.error.issues;
    const where = issue?.path.join(".") || "the body";
    throw refusal(422, "invalid_body", `Invalid value: ${where} (${issue?.code}).`);
  });
}
