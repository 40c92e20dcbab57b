/**
 * The clients that are compared, each made to do the same calls.
 *
 * Those with "checks" hold what they get against the API's contract, by the same code as the
 * hand-written one; the others believe it.
 */
import axios from "axios";
import ky from "ky";
import createClient from "openapi-fetch";
import { ReporteiCustomers } from "../../../pkg/index.js";
import { createdOf, customerOf, pageOf } from "./checks.mjs";
import { HandwrittenClient } from "./handwritten.mjs";

/**
 * @typedef {object} Where
 * @property {string} baseUrl
 * @property {typeof globalThis.fetch} [fetch] What to send with, in place of the platform's.
 *
 * @typedef {object} Calls
 * @property {(uuid: string) => Promise<unknown>} show
 * @property {(perPage: number, page?: number) => Promise<{ data: unknown[], meta: any }>} list
 * @property {(name: string) => Promise<unknown>} create
 * @property {(name: string) => Promise<unknown>} refuse The same where the API refuses the name: its
 * messages by field.
 * @property {(name: string, since: number) => Promise<unknown[]>} [findLost] The customers of that name
 * whose creation the client did not see confirmed.
 *
 * @typedef {object} Contestant
 * @property {string} name
 * @property {(where: Where) => Calls} make
 * @property {boolean} [sendsItself] Whether it does not use `fetch`, so that none can stand in.
 */

export const ACCESS_TOKEN = "a-token-of-the-length-that-tokens-have-1234567890";
const authorization = `Bearer ${ACCESS_TOKEN}`;
const accept = "application/json";
const headers = { accept, authorization };
const json = { ...headers, "content-type": "application/json" };

/** What all are compared with. */
export const RAW = "raw fetch";
/** The same once more: how far it is from the first is how far noise goes. */
export const CONTROL = `${RAW} (control)`;

/** @type {(where: Where) => Calls} */
function raw({ baseUrl, fetch = globalThis.fetch }) {
  return {
    show: async (uuid) =>
      (await (await fetch(`${baseUrl}/customers/${uuid}`, { headers })).json()).customer,
    list: async (perPage, page = 1) => {
      const query = `page=${page}&per_page=${perPage}`;
      return (await fetch(`${baseUrl}/customers?${query}`, { headers })).json();
    },
    create: async (name) => {
      const body = JSON.stringify({ name });
      const init = { method: "POST", headers: json, body };
      return (await (await fetch(`${baseUrl}/customers`, init)).json()).customer;
    },
    refuse: async (name) => {
      const body = JSON.stringify({ name });
      const init = { method: "POST", headers: json, body };
      return (await (await fetch(`${baseUrl}/customers`, init)).json()).errors;
    },
  };
}

/** @type {(where: Where) => Calls} */
function handwritten(where) {
  const client = new HandwrittenClient({ ...where, accessToken: ACCESS_TOKEN });
  return {
    show: (uuid) => client.show(uuid),
    list: (per_page, page = 1) => client.list({ page, per_page }),
    create: (name) => client.create({ name }),
    refuse: (name) => client.create({ name }).then(notRefused, (error) => error.fieldErrors),
  };
}

/** @type {(isChecked: boolean) => (where: Where) => Calls} */
const kyCalls =
  (isChecked) =>
  ({ baseUrl, fetch }) => {
    const client = ky.create({ prefixUrl: baseUrl, headers, ...(fetch && { fetch }) });
    const read = readers(isChecked);
    return {
      show: async (uuid) => read.customer(await client.get(`customers/${uuid}`).json()),
      list: async (per_page, page = 1) =>
        read.page(await client.get("customers", { searchParams: { page, per_page } }).json()),
      create: async (name) =>
        read.created(await client.post("customers", { json: { name } }).json()),
      refuse: (name) =>
        client
          .post("customers", { json: { name } })
          .json()
          .then(notRefused, async (error) => (await error.response.json()).errors),
    };
  };

/** @type {(isChecked: boolean, adapter: "fetch" | "http") => (where: Where) => Calls} */
const axiosCalls =
  (isChecked, adapter) =>
  ({ baseUrl: baseURL, fetch }) => {
    const own = fetch && { env: { fetch } };
    const client = axios.create({ baseURL, headers, adapter, timeout: 30_000, ...own });
    const read = readers(isChecked);
    return {
      show: async (uuid) => read.customer((await client.get(`/customers/${uuid}`)).data),
      list: async (per_page, page = 1) =>
        read.page((await client.get("/customers", { params: { page, per_page } })).data),
      create: async (name) => read.created((await client.post("/customers", { name })).data),
      refuse: (name) =>
        client.post("/customers", { name }).then(notRefused, (error) => error.response.data.errors),
    };
  };

/** @type {(isChecked: boolean) => (where: Where) => Calls} */
const openapiCalls =
  (isChecked) =>
  ({ baseUrl, fetch }) => {
    /** @type {import("openapi-fetch").Client<import("./openapi.d.ts").paths>} */
    const client = createClient({ baseUrl, headers, ...(fetch && { fetch }) });
    const read = readers(isChecked);
    return {
      show: async (uuid) => {
        const { data, error } = await client.GET("/customers/{uuid}", {
          params: { path: { uuid } },
        });
        if (error) throw new Error(error.message);
        return read.customer(data);
      },
      list: async (per_page, page = 1) => {
        const { data, error } = await client.GET("/customers", {
          params: { query: { page, per_page } },
        });
        if (error) throw new Error("refused");
        return read.page(data);
      },
      create: async (name) => {
        const { data, error } = await client.POST("/customers", { body: { name } });
        if (error) throw new Error(error.message);
        return read.created(data);
      },
      refuse: async (name) => (await client.POST("/customers", { body: { name } })).error?.errors,
    };
  };

function notRefused() {
  throw new Error("The API was to refuse the name.");
}

/**
 * What becomes of a body.
 * @param {boolean} isChecked
 * @returns {Record<"customer" | "created" | "page", (body: any) => any>}
 */
function readers(isChecked) {
  if (isChecked) return { customer: customerOf, created: createdOf, page: pageOf };
  return {
    customer: (body) => body.customer,
    created: (body) => body.customer,
    page: (body) => body,
  };
}

/** @type {(where: Where) => Calls} */
function ours(where) {
  const client = new ReporteiCustomers({ ...where, accessToken: ACCESS_TOKEN });
  return {
    show: (uuid) => client.show(uuid),
    list: (per_page, page = 1) => client.list({ page, per_page }),
    create: (name) => client.create({ name }),
    refuse: (name) => client.create({ name }).then(notRefused, (error) => error.fieldErrors),
    findLost: (name, since) => client.findUnconfirmed({ name, since }),
  };
}

export const OURS = "reportei-customers";

/** @type {Contestant[]} The first is what the others are compared with. */
export const CONTESTANTS = [
  { name: RAW, make: raw },
  { name: CONTROL, make: raw },
  { name: OURS, make: ours },
  { name: "hand-written", make: handwritten },
  { name: "ky", make: kyCalls(false) },
  { name: "ky + checks", make: kyCalls(true) },
  { name: "axios", make: axiosCalls(false, "fetch") },
  { name: "axios + checks", make: axiosCalls(true, "fetch") },
  { name: "axios, Node's http", make: axiosCalls(false, "http"), sendsItself: true },
  { name: "openapi-fetch", make: openapiCalls(false) },
  { name: "openapi-fetch + checks", make: openapiCalls(true) },
];
