/** The audit log, newest first, page by page. */
import { zValidator } from "@hono/zod-validator";
import { Hono } from "hono";
import { z } from "zod";
import type { Env, Services } from "./context";
import { refusal } from "./http/refusal";

const MAX_ENTRIES = 200;

const PAGE = z.strictObject({
  before: z.coerce.number().int().min(1).default(Number.MAX_SAFE_INTEGER),
  limit: z.coerce.number().int().min(1).max(MAX_ENTRIES).default(50),
});

export function auditRoutes({ audit }: Services) {
  const page = zValidator("query", PAGE, ({ success }) => {
    if (!success) throw refusal(400, "not_allowed", "There are before and limit, up to 200.");
  });
  return new Hono<Env>().get("/", page, async (c) => {
    const { before, limit } = c.req.valid("query");
    return c.json(await audit.list(before, limit));
  });
}
