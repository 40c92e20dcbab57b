/**
 * Stands in for `fetch`: always the same answer, at once. It costs next to nothing, as the
 * platform's `Response` does not, so that what a client costs stands out.
 */
class StubbedResponse {
  headers = HEADERS;
  statusText = "";
  url = "";
  type = "basic";
  redirected = false;
  bodyUsed = false;
  body = null;
  #text;

  /** @param {{ status: number, body: string }} answer */
  constructor({ status, body }) {
    this.status = status;
    this.ok = status < 300;
    this.#text = body;
  }

  async text() {
    return this.#text;
  }

  async json() {
    return JSON.parse(this.#text);
  }
}

const HEADERS = new Headers({ "content-type": "application/json" });

/**
 * @param {{ status: number, body: string }} answer
 * @returns {typeof fetch}
 */
export const stubbedFetch = (answer) => async () =>
  /** @type {Response} */ (/** @type {unknown} */ (new StubbedResponse(answer)));
