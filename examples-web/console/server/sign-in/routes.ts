/** Signing in and out, and what lets only those who are signed in through. */
import { Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import type { Session } from "../../shared/api";
import type { Env, Services } from "../context";
import { addressOf, sourceOf } from "../http/address";
import { jsonBody, shaped } from "../http/body";
import { refusal } from "../http/refusal";
import { isPassword } from "./passwords";
import type { KnownSession } from "./sessions";

const SIGN_IN = z.strictObject({ password: z.string().min(1).max(1024) });

export function signInRoutes(services: Services) {
  const { config, audit, attempts, cookies, sessions } = services;
  const shown = ({ user, endsAt }: KnownSession): Session => ({
    user,
    api: config.api.kind,
    endsAt: new Date(endsAt).toISOString(),
  });

  return new Hono<Env>()
    .get("/", async (c) => {
      const session = await sessions.use(cookies.session(c) ?? "");
      // No refusal: a browser would print it as an error for whoever has yet to sign in.
      return c.json(session ? shown(session) : null);
    })
    .post("/", jsonBody(), shaped(SIGN_IN), async (c) => {
      const source = sourceOf(addressOf(c.env.incoming, config.trustProxy));
      const cookie = cookies.device(c);
      const device = cookie && (await sessions.knowsDevice(cookie)) ? cookie : undefined;
      const seconds = await attempts.begin(source, device);
      if (seconds !== undefined) {
        const message = `Too many attempts to sign in: try again in ${seconds} s.`;
        throw refusal(429, "too_many_attempts", message, { "retry-after": String(seconds) });
      }
      const { user } = config;
      if (!(await isPassword(config.passwordHash, c.req.valid("json").password))) {
        await audit.record({ user, action: "sign_in_refused" }, "not_applied");
        throw refusal(401, "wrong_password", "The password is wrong.");
      }
      await attempts.succeeded(source, device);
      // A session from before the sign-in may be known to somebody else.
      const earlier = cookies.session(c);
      if (earlier) await sessions.end(earlier);
      const { id, session } = await sessions.begin(user);
      cookies.setSession(c, id);
      cookies.setDevice(c, await sessions.rememberDevice(device));
      await audit.record({ user, action: "sign_in" }, "applied");
      return c.json(shown(session));
    })
    .delete("/", async (c) => {
      const id = cookies.session(c) ?? "";
      const session = await sessions.use(id);
      await sessions.end(id);
      cookies.deleteSession(c);
      if (session) await audit.record({ user: session.user, action: "sign_out" }, "applied");
      return c.body(null, 204);
    });
}

/** Lets through who has a session. */
export function signedIn({ cookies, sessions }: Services) {
  return createMiddleware<Env>(async (c, next) => {
    const id = cookies.session(c) ?? "";
    const session = await sessions.use(id);
    if (!session) throw signedOut();
    c.set("user", session.user);
    c.set("sessionId", id);
    await next();
  });
}

function signedOut() {
  return refusal(401, "signed_out", "Nobody is signed in, or the session is over.");
}
