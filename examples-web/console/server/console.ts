/** The running console: opens what is on the disk, settles what was interrupted, and listens. */
import { type RequestListener, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import { ReporteiCustomers } from "reportei-customers";
import { app } from "./app";
import type { Config, Secrets } from "./config";
import type { Services } from "./context";
import { Creations } from "./creations/creations";
import { NameLocks } from "./creations/names";
import { addressOf } from "./http/address";
import { gate } from "./http/gate";
import { logRequest } from "./http/log";
import { refuseRaw } from "./http/refusal";
import { Attempts } from "./sign-in/attempts";
import { Cookies } from "./sign-in/cookies";
import { Sessions } from "./sign-in/sessions";
import { Stop } from "./stop";
import { Audit } from "./store/audit";
import { Cipher } from "./store/cipher";
import { Database } from "./store/database";
import { Journal } from "./store/journal";
import { Vault } from "./store/vault";

export interface Console {
  /** Where to open it. */
  readonly url: string;
  readonly services: Services;
  close(): Promise<void>;
}

/** How long creations that are under way may still take when the console ends. */
const PATIENCE_MS = 10_000;

export async function startConsole(
  config: Config,
  vaultKeys: Secrets["vaultKeys"],
): Promise<Console> {
  const services = await openServices(config, vaultKeys);
  // Before anybody can ask: what the journal has is part of every answer about creations.
  await services.creations.open();
  const application = app(services);
  const server = createServer({
    requestTimeout: config.requestTimeoutMs,
    headersTimeout: config.requestTimeoutMs / 2,
    connectionsCheckingInterval: config.requestTimeoutMs / 10,
  });
  const port = await listen(server, config);
  const origins = config.isSecure ? config.publicOrigins : loopbackOrigins(port);
  server.on("request", answering(services, application, origins));
  return {
    url: `${origins[0]}/`,
    services,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await services.creations.close(PATIENCE_MS);
      server.closeAllConnections();
      await closed;
      services.client.free();
      services.db.close();
    },
  };
}

async function openServices(config: Config, vaultKeys: Secrets["vaultKeys"]): Promise<Services> {
  // Before anything is opened: it says what is wrong with the API's address or token.
  let creations: Creations | undefined;
  const client = new ReporteiCustomers({
    accessToken: config.api.accessToken,
    baseUrl: config.api.baseUrl,
    timeoutMs: config.apiTimeoutMs,
    rateLimit: "auto",
    observer: (event) => {
      if (event.type === "retry") creations?.apiAskedToWait(event.delayMs, event.kind);
    },
  });
  const db = await Database.open(config.dataDir);
  // A sandbox has forgotten the customers of its last run.
  if (config.api.kind === "sandbox") await db.forgetCustomers();
  const vault = await Vault.open(db, new Cipher(vaultKeys));
  const audit = new Audit(db);
  const journal = new Journal(db);
  const { settleAfterMs } = config;
  const locks = new NameLocks();
  creations = new Creations({ db, vault, audit, journal, client, locks, settleAfterMs });
  return {
    config,
    db,
    vault,
    audit,
    client,
    creations,
    sessions: new Sessions(db, config.session),
    cookies: new Cookies(config.isSecure),
    attempts: new Attempts(),
  };
}

function answering(
  { config }: Services,
  { fetch }: ReturnType<typeof app>,
  origins: readonly string[],
): RequestListener {
  const rejected = gate(origins);
  const answer = getRequestListener(fetch);
  return (request, response) => {
    logRequest(request, response, addressOf(request, config.trustProxy));
    const why = rejected(request);
    if (why) refuseRaw(response, why.status, why.code, why.message);
    else void answer(request, response);
  };
}

async function listen(server: Server, { host, port }: Config): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === "EADDRINUSE";
      const advice = isTaken ? "choose another with --port" : `see CONSOLE_HOST (${error.code})`;
      const problem = isTaken ? "is taken" : `cannot be opened on ${host}`;
      reject(new Stop(`Port ${port} ${problem}: ${advice}.`));
    });
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

function loopbackOrigins(port: number): string[] {
  return ["127.0.0.1", "localhost", "[::1]"].map((host) => `http://${host}:${port}`);
}
