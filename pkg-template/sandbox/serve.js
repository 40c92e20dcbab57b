/**
 * The sandbox over HTTP: what `npx reportei-sandbox` runs, and any test may.
 *
 * It carries requests to a sandbox and answers back, adds what browsers need to be let in (CORS)
 * and a few addresses beside the API's that programs in other languages control it by, and decides
 * nothing else. It has no secrets to keep, so any page may call it.
 */
import { createServer } from "node:http";
import { deliver } from "./deliver.js";
import { whyBlocked } from "./ports.js";

/**
 * @typedef {import("./index.js").ReporteiSandbox} ReporteiSandbox
 * @typedef {import("./index.js").SandboxInjection} SandboxInjection
 * @typedef {import("./serve.d.ts").ServeOptions} ServeOptions
 * @typedef {import("./serve.d.ts").Served} Served
 */

const OPTIONS = ["sandbox", "port", "host", "onRequest"];

const MAX_BODY_BYTES = 1024 * 1024;

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers":
    "x-ratelimit-limit, x-ratelimit-remaining, x-ratelimit-reset, retry-after, x-request-id",
};

const PREFLIGHT = {
  ...CORS,
  "access-control-allow-methods": "GET, HEAD, POST, PUT, DELETE",
  "access-control-allow-headers": "authorization, content-type, x-customer-token, accept",
  "access-control-max-age": "600",
};

const CONTROL = "/__sandbox/";
const LOOPBACK = /^(::ffff:)?127\.|^::1$/;

/**
 * @param {ServeOptions} options
 * @returns {Promise<Served>}
 */
export async function serve(options) {
  const given = Object(options);
  const unknown = Object.keys(given).find((name) => !OPTIONS.includes(name));
  if (unknown !== undefined) {
    throw new TypeError(
      `serve: ${unknown} is not an option; the options are ${OPTIONS.join(", ")}`,
    );
  }
  const { sandbox, port = 0, host = "127.0.0.1", onRequest } = given;
  if (typeof sandbox?.handle !== "function") {
    throw new TypeError("serve: sandbox must be a ReporteiSandbox");
  }
  const blocked = whyBlocked(port);
  if (blocked) throw new RangeError(blocked);
  /** @type {SandboxInjection[]} */
  const injected = [];
  const server = createServer((request, response) => {
    if (request.method === "OPTIONS") {
      response.writeHead(204, PREFLIGHT).end();
      return;
    }
    const answered = request.url?.startsWith(CONTROL)
      ? control(sandbox, request, response, injected)
      : answer(sandbox, request, response, onRequest);
    answered.catch((error) => {
      // A caller that hung up in the middle of its body is not to be answered, and no failure.
      if (request.destroyed && !request.complete) return;
      response.destroy(error);
    });
  });
  let address = await listen(server, port, host);
  // Which port is free the system says, and its range may begin below some that no fetch calls.
  while (whyBlocked(address.port)) {
    await new Promise((resolve) => server.close(resolve));
    address = await listen(server, port, host);
  }
  const hostname = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${hostname}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @param {import("node:http").Server} server
 * @param {number} port
 * @param {string} host
 * @returns {Promise<import("node:net").AddressInfo>} Where it listens.
 */
function listen(server, port, host) {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve(/** @type {import("node:net").AddressInfo} */ (server.address()));
    });
  });
}

/**
 * @param {ReporteiSandbox} sandbox
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {ServeOptions["onRequest"]} onRequest
 */
async function answer(sandbox, request, response, onRequest) {
  const { method = "GET", url = "/" } = request;
  const started = performance.now();
  const body = await read(request);
  if (body === undefined) {
    refuseBody(response);
    return;
  }
  const answered = sandbox.handle({ method, path: url, headers: flat(request.headers), body });
  const [entry] = sandbox.journal(1);
  // Not by `writeHead`, which would send the body in chunks, for want of its length.
  if (answered.status) response.statusCode = answered.status;
  for (const [name, value] of Object.entries({ ...CORS, ...answered.headers })) {
    response.setHeader(name, value);
  }
  await deliver(response, answered.body, answered.delivery);
  if (entry) onRequest?.({ ...entry, ms: performance.now() - started });
}

/**
 * What programs of this machine tell the sandbox itself.
 *
 * @param {ReporteiSandbox} sandbox
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 * @param {SandboxInjection[]} injected
 */
async function control(sandbox, request, response, injected) {
  if (!LOOPBACK.test(request.socket.remoteAddress ?? "")) {
    reply(response, 403, { message: "Only programs of the sandbox's own machine may do this." });
    return;
  }
  const body = await read(request);
  if (body === undefined) {
    refuseBody(response);
    return;
  }
  switch (`${request.method} ${request.url}`) {
    case `POST ${CONTROL}inject`:
      try {
        const injection = sandbox.inject(JSON.parse(body));
        reply(response, 201, { id: injected.push(injection) - 1, ...injection });
      } catch (error) {
        reply(response, 400, { message: String(Object(error).message) });
      }
      break;
    case `GET ${CONTROL}injected`:
      reply(response, 200, injected);
      break;
    case `GET ${CONTROL}journal`:
      reply(response, 200, sandbox.journal());
      break;
    default:
      reply(response, 404, {
        message: `There are POST ${CONTROL}inject, GET ${CONTROL}injected and GET ${CONTROL}journal.`,
      });
  }
}

/** @param {import("node:http").ServerResponse} response */
function refuseBody(response) {
  // The rest of the body is not read, so the connection cannot serve another request.
  response.setHeader("connection", "close");
  reply(response, 413, { message: `The body is larger than ${MAX_BODY_BYTES} bytes.` });
}

/**
 * @param {import("node:http").ServerResponse} response
 * @param {number} status
 * @param {unknown} value
 */
function reply(response, status, value) {
  response.writeHead(status, { ...CORS, "content-type": "application/json" });
  response.end(JSON.stringify(value));
}

/**
 * The body, or nothing where it is too large.
 *
 * @param {import("node:http").IncomingMessage} request
 */
async function read(request) {
  /** @type {Buffer[]} */
  const chunks = [];
  let size = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/**
 * @param {import("node:http").IncomingHttpHeaders} headers
 * @returns {Record<string, string>}
 */
function flat(headers) {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value].flat().join(", ")]),
  );
}
