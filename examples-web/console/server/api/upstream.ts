/**
 * Passes one call on to the API and its answer back. Of the call only what the API needs is sent, of
 * the answer only JSON and what it says about rate limits comes back.
 */
import { Readable } from "node:stream";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Config } from "../config";
import { JSON_HEADERS, refusal } from "../http/refusal";
import type { Outcome } from "../store/audit";
import { type Json, cleaned } from "./answers";

export interface UpstreamCall {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Behind the API's base URL, such as `/customers?page=2`. */
  readonly path: string;
  readonly body?: Json;
  readonly customerToken?: string;
  /** Aborts when the caller hangs up. */
  readonly signal: AbortSignal;
}

export interface UpstreamAnswer {
  readonly response: Response;
  /** What a write did, as far as anybody knows. */
  readonly outcome: Outcome;
}

const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const PASSED_ON = /^(?:retry-after|x-ratelimit-[a-z]+)$/;
/** A number, or a date: nothing that could be a token. */
const LIMIT = /^(?:\d{1,15}|[A-Z][a-z]{2}, [\w :]{20,22} GMT)$/;
/** No answer of these statuses may have a body, so none could say what is wrong. */
const WITHOUT_BODY = new Set([204, 205, 304]);
/** The connection was never made. */
const NOT_SENT = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

export class Upstream {
  readonly #config: Config;

  constructor(config: Config) {
    this.#config = config;
  }

  async send(call: UpstreamCall): Promise<UpstreamAnswer> {
    const { api, apiTimeoutMs } = this.#config;
    const timeout = AbortSignal.timeout(apiTimeoutMs);
    try {
      const response = await fetch(`${api.baseUrl}${call.path}`, {
        method: call.method,
        headers: this.#headers(call),
        redirect: "manual",
        signal: AbortSignal.any([call.signal, timeout]),
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      });
      return this.#passedBack(response, await textOf(response), call.customerToken);
    } catch (error) {
      return withoutAnswer(error, timeout.aborted, apiTimeoutMs);
    }
  }

  #headers({ body, customerToken }: UpstreamCall): Record<string, string> {
    return {
      accept: "application/json",
      authorization: `Bearer ${this.#config.api.accessToken}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(customerToken === undefined ? {} : { "x-customer-token": customerToken }),
    };
  }

  #passedBack(answer: Response, text: string, customerToken: string | undefined): UpstreamAnswer {
    const { status } = answer;
    const limits = Object.fromEntries(
      [...answer.headers].filter(([name, value]) => PASSED_ON.test(name) && LIMIT.test(value)),
    );
    const secrets = [this.#config.api.accessToken, ...(customerToken ? [customerToken] : [])];
    const json = cleaned(text, secrets);
    if (json === undefined) {
      const message = `The API's answer, of status ${status}, is not JSON.`;
      const kept = WITHOUT_BODY.has(status) ? 502 : (status as ContentfulStatusCode);
      const refused = refusal(kept, "api_unreachable", message, limits);
      return {
        response: refused.getResponse(),
        outcome: status < 300 ? "unknown" : outcomeOf(answer),
      };
    }
    const response = new Response(json, { status, headers: { ...JSON_HEADERS, ...limits } });
    const isDenied = Object(JSON.parse(json)).success === false;
    return { response, outcome: isDenied ? "not_applied" : outcomeOf(answer) };
  }
}

/** As the package's README has it: what a status says about a write. */
function outcomeOf({ status, headers }: Response): Outcome {
  if (status >= 200 && status < 300) return "applied";
  const isRefusal = status >= 400 && status < 500 && status !== 408;
  return isRefusal || (status === 503 && headers.has("retry-after")) ? "not_applied" : "unknown";
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ? Readable.fromWeb(response.body as never) : []) {
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new Error("The API's answer is too long.");
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks)); // Without a byte order mark.
}

function withoutAnswer(error: unknown, isTimeout: boolean, timeoutMs: number): UpstreamAnswer {
  const code = String(Object((error as Error)?.cause).code ?? "");
  const refused = isTimeout
    ? refusal(504, "api_timeout", `The API has not answered within ${timeoutMs / 1000} s.`)
    : refusal(502, "api_unreachable", `The API did not answer${code && ` (${code})`}.`);
  return {
    response: refused.getResponse(),
    outcome: NOT_SENT.has(code) ? "not_applied" : "unknown",
  };
}
