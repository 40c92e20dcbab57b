/** Calls the console over HTTP as it is told, with cookies as a browser keeps them. */
import { Agent, request } from "node:http";

/**
 * @typedef {object} Answer
 * @property {number} status
 * @property {import("node:http").IncomingHttpHeaders} headers
 * @property {string} text
 * @property {any} json Undefined where it is none.
 *
 * @typedef {Record<string, string | string[] | undefined>} Headers
 */

export class Caller {
  /** @type {Map<string, string>} */
  cookies = new Map();
  #agent = new Agent({ keepAlive: true, maxSockets: 16 });
  #port;
  #origin;

  /**
   * @param {number} port
   * @param {string} origin Of the console's page.
   */
  constructor(port, origin) {
    this.#port = port;
    this.#origin = origin;
  }

  /**
   * @param {string} path
   * @param {Headers} [headers]
   */
  get(path, headers) {
    return this.send("GET", path, headers);
  }

  /**
   * @param {string} path
   * @param {Headers} [headers]
   */
  delete(path, headers) {
    return this.send("DELETE", path, headers);
  }

  /**
   * @param {string} path
   * @param {unknown} [body]
   * @param {Headers} [headers]
   */
  post(path, body, headers) {
    return this.send("POST", path, headers, body);
  }

  /**
   * @param {string} path
   * @param {unknown} body
   * @param {Headers} [headers]
   */
  put(path, body, headers) {
    return this.send("PUT", path, headers, body);
  }

  /**
   * @param {string} method
   * @param {string} path As it is to be sent.
   * @param {Headers} [headers] In place of a browser's own; undefined leaves one out.
   * @param {unknown} [body] Text as it is, anything else as JSON.
   * @param {AbortSignal} [signal]
   * @returns {Promise<Answer>}
   */
  async send(method, path, headers, body, signal) {
    const response = await this.open(method, path, headers, body, signal);
    let text = "";
    for await (const chunk of response.setEncoding("utf8")) text += chunk;
    return {
      status: response.statusCode ?? 0,
      headers: response.headers,
      text,
      json: parsed(text),
    };
  }

  /**
   * The answer, before its body has come.
   * @param {string} method
   * @param {string} path
   * @param {Headers} [headers]
   * @param {unknown} [body]
   * @param {AbortSignal} [signal]
   * @returns {Promise<import("node:http").IncomingMessage>}
   */
  open(method, path, headers = {}, body = undefined, signal = undefined) {
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const all = { ...this.#browserHeaders(method, text), ...headers };
    // Of methods that rarely have a body, Node would send it without saying that there is one.
    if (text && !all["transfer-encoding"]) all["content-length"] = String(Buffer.byteLength(text));
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          port: this.#port,
          host: "127.0.0.1",
          method,
          path,
          agent: this.#agent,
          ...(signal ? { signal } : {}),
          headers: Object.fromEntries(
            Object.entries(all).filter(([, value]) => value !== undefined),
          ),
        },
        (response) => {
          for (const cookie of response.headers["set-cookie"] ?? []) this.#keep(cookie);
          resolve(response);
        },
      );
      sent.on("error", reject).end(text);
    });
  }

  /**
   * The events of a stream, until it ends.
   * @param {string} path
   * @returns {AsyncGenerator<any>}
   */
  async *events(path) {
    const response = await this.open("GET", path, { accept: "text/event-stream" });
    let text = "";
    for await (const chunk of response.setEncoding("utf8")) {
      text += chunk;
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block);
        if (data) yield JSON.parse(data[1] ?? "");
      }
    }
  }

  /**
   * @param {string} method
   * @param {string | undefined} text
   * @returns {Headers}
   */
  #browserHeaders(method, text) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return {
      host: new URL(this.#origin).host,
      "sec-fetch-site": "same-origin",
      accept: "application/json",
      ...(cookie ? { cookie } : {}),
      ...(method === "GET" ? {} : { origin: this.#origin }),
      ...(text === undefined ? {} : { "content-type": "application/json" }),
    };
  }

  /** @param {string} cookie */
  #keep(cookie) {
    const [pair = ""] = cookie.split(";");
    const [name = "", value = ""] = pair.split("=");
    if (/max-age=0/i.test(cookie)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
