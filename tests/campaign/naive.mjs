/**
 * A client as people write it in an afternoon, to show that the campaign finds what it looks for: it
 * tries again after anything and waits for ever, puts request and answer into its errors and its
 * log, asks for all pages at once, and forgets an `await`.
 */
import { PER_PAGE } from "./ours.mjs";

const RETRIES = 4;
const DELAY_MS = 50;

/**
 * @typedef {import("./ours.mjs").Options} Options
 * @typedef {import("./ours.mjs").Tried} Tried
 */

class NaiveClient {
  /** @param {{ baseUrl: string, accessToken: string }} options */
  constructor({ baseUrl, accessToken }) {
    this.baseUrl = baseUrl;
    this.accessToken = accessToken;
  }

  /** @param {{ page: number, per_page: number }} query @param {Options} options */
  list({ page, per_page }, options) {
    return this.request("GET", `/customers?page=${page}&per_page=${per_page}`, undefined, options);
  }

  /** @param {string} uuid @param {Options} options */
  async show(uuid, options) {
    return (await this.request("GET", `/customers/${uuid}`, undefined, options)).customer;
  }

  /** @param {Options} options */
  async settings(options) {
    return (await this.request("GET", "/customers/settings", undefined, options)).customer;
  }

  /** @param {object} body @param {Options} options */
  async create(body, options) {
    const { customer } = await this.request("POST", "/customers", body, options);
    options.storeToken?.(customer);
    return customer;
  }

  /** @param {string} uuid @param {object} body @param {Options} options */
  async update(uuid, body, options) {
    return (await this.request("PUT", `/customers/${uuid}`, body, options)).customer;
  }

  /** @param {string} uuid @param {Options} options */
  delete(uuid, options) {
    return this.request("DELETE", `/customers/${uuid}`, undefined, options);
  }

  /** @param {string} uuid @param {object} body @param {Options} options */
  updatePaymentStatus(uuid, body, options) {
    return this.request("POST", `/customers/${uuid}/update-payment-status`, body, options);
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {object | undefined} body
   * @param {Options} options
   */
  async request(method, path, body, { signal, headers, customerToken }) {
    const request = {
      method,
      signal,
      body: body && JSON.stringify(body),
      headers: {
        authorization: `Bearer ${this.accessToken}`,
        accept: "application/json",
        ...(body && { "content-type": "application/json" }),
        ...(customerToken && { "x-customer-token": customerToken }),
        ...headers,
      },
    };
    for (let attempt = 0; ; attempt += 1) {
      try {
        const response = await fetch(this.baseUrl + path, request);
        const text = await response.text();
        if (!response.ok) {
          throw Object.assign(new Error(`${response.status} ${text}`), { request });
        }
        return JSON.parse(text);
      } catch (error) {
        if (attempt === RETRIES || signal?.aborted) throw error;
        console.warn("trying again", path, error);
        await new Promise((resolve) => setTimeout(resolve, DELAY_MS * attempt));
      }
    }
  }
}

/**
 * @param {NaiveClient} client
 * @param {Options} options
 */
async function* pages(client, options) {
  const { data, meta } = await client.list({ page: 1, per_page: PER_PAGE }, options);
  const rest = [];
  for (let page = 2; page <= meta.last_page; page += 1) {
    rest.push(client.list({ page, per_page: PER_PAGE }, options));
  }
  yield* data;
  for (const page of rest) yield* (await page).data;
}

/**
 * @param {{ baseUrl: string, accessToken: string }} connection
 * @returns {Tried}
 */
export function naive(connection) {
  const client = new NaiveClient(connection);
  return { name: "four retries", client, walk: (options) => pages(client, options) };
}
