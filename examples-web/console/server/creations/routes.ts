/** Creations as the page sees them. Every signed-in person may see and stop all of them. */
import { type Context, Hono } from "hono";
import { streamSSE } from "hono/streaming";
import { z } from "zod";
import { MAX_NAMES } from "../../shared/api";
import { UUID } from "../api/routes";
import type { Env, Services } from "../context";
import { NAME, jsonBody, shaped } from "../http/body";
import { log } from "../http/log";
import type { LiveCreation } from "./creation";

/** 10,000 names of 255 characters, of at most three bytes each, and what JSON has around them. */
const NAMES_LIMIT = 8 * 1024 * 1024;
const HEARTBEAT_MS = 15_000;

const NEW_CREATION = z.strictObject({
  id: z.uuid().toLowerCase(),
  names: z.array(NAME.regex(/\S/)).min(1).max(MAX_NAMES),
});

const SETTLE = z.strictObject({
  index: z.number().int().min(0),
  action: z.enum(["look", "retry", "dismiss"]),
  uuid: z.string().optional(),
});

export function creationRoutes({ creations, sessions }: Services) {
  const of = (c: Context<Env>) => creations.get(c.req.param("id") ?? "");

  async function events(c: Context<Env>, creation: LiveCreation) {
    const sessionId = c.get("sessionId");
    return streamSSE(
      c,
      async (stream) => {
        const ended = new AbortController();
        stream.onAbort(() => ended.abort());
        // Who signs out, or is signed out, sees no more of it.
        const unwatch = sessions.watch(sessionId, () => stream.abort());
        // A proxy sees that it lives.
        const heartbeat = setInterval(() => stream.write(": still here\n\n"), HEARTBEAT_MS);
        try {
          for await (const event of creation.events(ended.signal)) {
            await stream.writeSSE({ event: event.type, data: JSON.stringify(event) });
          }
        } finally {
          clearInterval(heartbeat);
          unwatch();
        }
      },
      async (error) => log(`events failed: ${error.stack}`),
    );
  }

  return new Hono<Env>()
    .get("/", (c) => c.json(creations.list().map((creation) => creation.snapshot())))
    .post("/", jsonBody(NAMES_LIMIT), shaped(NEW_CREATION), async (c) => {
      const creation = await creations.start(c.get("user"), c.req.valid("json"));
      return c.json(creation.snapshot(), 202);
    })
    .get(`/:id{${UUID}}`, (c) => c.json(of(c).snapshot()))
    .get(`/:id{${UUID}}/events`, (c) => events(c, of(c)))
    .post(`/:id{${UUID}}/stop`, async (c) => {
      const creation = of(c);
      await creations.stop(creation);
      return c.json(creation.snapshot(), 202);
    })
    .post(`/:id{${UUID}}/resume`, async (c) => {
      const creation = of(c);
      await creations.resume(creation);
      return c.json(creation.snapshot(), 202);
    })
    .post(`/:id{${UUID}}/settle`, jsonBody(), shaped(SETTLE), async (c) => {
      const creation = of(c);
      const { uuid, ...settle } = c.req.valid("json");
      await creations.settle(c.get("user"), creation, { ...settle, ...(uuid ? { uuid } : {}) });
      return c.json(creation.snapshot());
    })
    .delete(`/:id{${UUID}}`, async (c) => {
      await creations.putAway(of(c));
      return c.body(null, 204);
    });
}
