/**
 * The calls of the API that the page may make: these six and no others. Creations are not among
 * them, since their answers hold customers' tokens: the server makes them.
 */
import { type Context, Hono } from "hono";
import { z } from "zod";
import { CUSTOMER_HEADER } from "../../shared/api";
import type { Env, Services } from "../context";
import { NAME, jsonBody, shaped } from "../http/body";
import { refusal } from "../http/refusal";
import type { Action } from "../store/audit";
import type { Json } from "./answers";
import { Upstream, type UpstreamCall } from "./upstream";

export const UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

const UPDATE = z.strictObject({ name: NAME });
const PAYMENT_STATUS = z.strictObject({ is_paying: z.boolean() });

/** The list's parameters, and what each may be. */
const LIST_PARAMETERS: ReadonlyMap<string, RegExp> = new Map([
  ["page", /^\d{1,9}$/],
  ["per_page", /^\d{1,3}$/],
  ["sortBy", /^[a-z_]{1,64}$/i],
  ["descending", /^(?:true|false|0|1)$/],
]);

interface Write {
  readonly method: UpstreamCall["method"];
  readonly path: string;
  readonly body?: Json;
  readonly action: Action;
  readonly uuid: string;
  readonly name?: string;
}

export function apiRoutes({ config, vault, audit, db }: Services) {
  const upstream = new Upstream(config);

  async function read(c: Context<Env>, path: string, customerToken?: string) {
    const { signal } = c.req.raw;
    const token = customerToken === undefined ? {} : { customerToken };
    return (await upstream.send({ method: "GET", path, signal, ...token })).response;
  }

  async function write(c: Context<Env>, { action, uuid, name, ...call }: Write) {
    const id = await audit.record({ user: c.get("user"), action, uuid, name }, "unknown");
    const { response, outcome } = await upstream.send({ ...call, signal: c.req.raw.signal });
    const isGone = action === "delete" && outcome === "applied";
    await db.write(audit.settling(id, outcome), ...(isGone ? [vault.removing(uuid)] : []));
    return response;
  }

  return new Hono<Env>()
    .get("/customers", (c) => read(c, `/customers${listQuery(c.req.url)}`))
    .get("/customers/settings", async (c) => {
      expectNoQuery(c.req.url);
      const uuid = c.req.header(CUSTOMER_HEADER) ?? "";
      const token = await vault.tokenOf(uuid);
      if (token === undefined) {
        throw refusal(409, "no_customer_token", "The console has no token of this customer.");
      }
      return read(c, "/customers/settings", token);
    })
    .get(`/customers/:uuid{${UUID}}`, (c) => {
      expectNoQuery(c.req.url);
      return read(c, `/customers/${c.req.param("uuid")}`);
    })
    .put(`/customers/:uuid{${UUID}}`, jsonBody(), shaped(UPDATE), (c) => {
      expectNoQuery(c.req.url);
      const { uuid } = c.req.param();
      const body = c.req.valid("json");
      const path = `/customers/${uuid}`;
      return write(c, { method: "PUT", path, body, action: "update", uuid, name: body.name });
    })
    .delete(`/customers/:uuid{${UUID}}`, (c) => {
      expectNoQuery(c.req.url);
      const { uuid } = c.req.param();
      return write(c, { method: "DELETE", path: `/customers/${uuid}`, action: "delete", uuid });
    })
    .post(
      `/customers/:uuid{${UUID}}/update-payment-status`,
      jsonBody(),
      shaped(PAYMENT_STATUS),
      (c) => {
        expectNoQuery(c.req.url);
        const { uuid } = c.req.param();
        const path = `/customers/${uuid}/update-payment-status`;
        const body = c.req.valid("json");
        return write(c, { method: "POST", path, body, action: "update_payment_status", uuid });
      },
    )
    .all("*", () => {
      throw refusal(404, "not_allowed", "The console lets no such call through.");
    });
}

/** The query to send on, made anew of what was understood. */
function listQuery(url: string): string {
  const given = new URL(url).searchParams;
  const names = [...given.keys()];
  const isKnown = names.every((name) => LIST_PARAMETERS.get(name)?.test(given.get(name) ?? ""));
  if (!isKnown || new Set(names).size !== names.length) throw wrongQuery();
  return names.length > 0 ? `?${new URLSearchParams([...given])}` : "";
}

function expectNoQuery(url: string): void {
  if (url.includes("?")) throw wrongQuery();
}

function wrongQuery() {
  return refusal(400, "not_allowed", "The console lets no such parameter through.");
}
