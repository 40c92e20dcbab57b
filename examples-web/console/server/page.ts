/** Serves the built page: its document for every path of its router, and its files. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono } from "hono";
import { NONCE, secureHeaders } from "hono/secure-headers";
import type { Env } from "./context";
import { refusal } from "./http/refusal";
import { Stop } from "./stop";

/** In the document: the page's styles that are made while it runs need the response's nonce. */
const NONCE_PLACEHOLDER = "__CSP_NONCE__";
const A_YEAR = "public, max-age=31536000, immutable";

export function page(dir: string, isSecure: boolean) {
  const html = readDocument(dir);
  return new Hono<Env>()
    .use(headers(isSecure), async (c, next) => {
      c.header("cache-control", "no-store");
      await next();
    })
    .use("/assets/*", async (c, next) => {
      await next();
      // Only these have names that follow from what is in them.
      if (c.res.ok) c.header("cache-control", A_YEAR);
    })
    .get("/:file{.+\\..+}", serveStatic({ root: dir, precompressed: true }), () => {
      throw refusal(404, "not_found", "There is no such file.");
    })
    .get("*", (c) => c.html(html.replaceAll(NONCE_PLACEHOLDER, c.get("secureHeadersNonce") ?? "")))
    .notFound(() => refusal(404, "not_found", "There is nothing to write to here.").getResponse());
}

function headers(isSecure: boolean) {
  return secureHeaders({
    strictTransportSecurity: isSecure ? "max-age=31536000" : false,
    xFrameOptions: "DENY",
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
      styleSrc: ["'self'", NONCE],
      connectSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      fontSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  });
}

function readDocument(dir: string): string {
  try {
    return readFileSync(join(dir, "index.html"), "utf8");
  } catch {
    throw new Stop(`There is no page in ${dir}: build it with "npm run build".`);
  }
}
