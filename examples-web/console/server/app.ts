/** The console's routes, in the order in which a request meets them. */
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { isReporteiError } from "reportei-customers";
import { apiRoutes } from "./api/routes";
import { auditRoutes } from "./audit-routes";
import type { Env, Services } from "./context";
import { creationRoutes } from "./creations/routes";
import { isNavigation } from "./http/gate";
import { log } from "./http/log";
import { JSON_HEADERS, apiRefusal, refusal } from "./http/refusal";
import { page } from "./page";
import { signInRoutes, signedIn } from "./sign-in/routes";
import { vaultRoutes } from "./vault-routes";

const OWN_PATHS = /^\/(?:api|session|creations|vault|audit)(?:\/|$)/;

export function app(services: Services): Hono<Env> {
  const { config } = services;
  const pages = page(config.pageDir, config.isSecure);
  const calls = callRoutes(services);
  return new Hono<Env>()
    .all("*", (c) => {
      // A person who opens a path of these gets the page: no answer becomes a document.
      const isCall = OWN_PATHS.test(c.req.path) && !isNavigation(c.req.raw);
      return (isCall ? calls : pages).fetch(c.req.raw, c.env);
    })
    .onError(answerFor);
}

function callRoutes(services: Services): Hono<Env> {
  return new Hono<Env>()
    .use(async (c, next) => {
      await next();
      for (const [name, value] of Object.entries(JSON_HEADERS)) {
        if (name !== "content-type") c.header(name, value);
      }
    })
    .use(async (c, next) => {
      if (c.env.incoming.method !== "HEAD") return next();
      throw refusal(405, "not_allowed", "There is no HEAD here.");
    })
    .route("/session", signInRoutes(services))
    .use(signedIn(services))
    .route("/api", apiRoutes(services))
    .route("/creations", creationRoutes(services))
    .route("/vault", vaultRoutes(services))
    .route("/audit", auditRoutes(services))
    .notFound(() => refusal(404, "not_allowed", "The console has no such call.").getResponse())
    .onError(answerFor);
}

function answerFor(error: Error): Response {
  if (error instanceof HTTPException && error.res) return error.getResponse();
  if (error instanceof HTTPException) {
    return refusal(400, "invalid_body", "The body is not JSON.").getResponse();
  }
  if (isReporteiError(error)) return apiRefusal(error).getResponse();
  log(`failed: ${error.stack ?? error.message}`);
  return refusal(500, "internal", "The console failed: its log says why.").getResponse();
}
