/**
 * A sandbox that remembers what it really did: for each request which call it belongs to, whether it
 * was applied, and how much of a created customer's token went out.
 *
 * It stands between the server and the sandbox, so that it sees what no client does.
 */

/**
 * @typedef {object} Deed A request that came to the sandbox.
 * @property {number} call The call that sent it; NaN for one that says none.
 * @property {string} method
 * @property {boolean} creates Whether it asked for a customer to be created.
 * @property {string} uuid The id in its path, or that of the created customer.
 * @property {boolean} applied
 * @property {string | undefined} fault
 * @property {number} status
 * @property {string | undefined} token That of the customer it created, where the whole went out.
 *
 * @typedef {object} Witness
 * @property {any} sandbox What to serve.
 * @property {Deed[]} deeds
 * @property {Set<string>} tokens Every token that went out, and those there were at the start.
 */

/** Which call a request belongs to: the client sends it along. */
export const CALL_HEADER = "x-campaign-call";

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/**
 * @param {any} sandbox
 * @param {{ token: string }[]} owners Those of the customers there are at the start.
 * @returns {Witness}
 */
export function witness(sandbox, owners) {
  /** @type {Deed[]} */
  const deeds = [];
  const tokens = new Set([sandbox.accessToken, ...owners.map(({ token }) => token)]);
  /** @param {{ method: string, path: string, headers: Record<string, string>, body: string }} request */
  const handle = (request) => {
    const answer = sandbox.handle(request);
    const [{ method, applied, fault, status }] = sandbox.journal(1);
    const uuid = UUID.exec(request.path)?.[0];
    const creates = method === "POST" && uuid === undefined;
    const isCreated = creates && applied;
    // Whatever became of the JSON around it.
    const token = isCreated ? /"api_token":"([^"]+)"/.exec(answer.body)?.[1] : undefined;
    const created = isCreated
      ? (/"uuid":"([^"]+)"/.exec(answer.body)?.[1] ?? newestIn(sandbox))
      : undefined;
    if (token) tokens.add(token);
    deeds.push({
      call: Number(request.headers[CALL_HEADER]),
      method,
      creates,
      uuid: uuid ?? created ?? "",
      applied,
      fault,
      status,
      token: token && sent(answer).includes(token) ? token : undefined,
    });
    return answer;
  };
  const journal = (/** @type {number | undefined} */ last) => sandbox.journal(last);
  return { sandbox: { handle, journal }, deeds, tokens };
}

/**
 * What goes out of a body.
 *
 * @param {{ body: string, delivery?: { how: string, bytes: number } }} answer
 */
function sent({ body, delivery }) {
  const isPart = delivery?.how === "cut_off" || delivery?.how === "stalled";
  return isPart ? Buffer.from(body).subarray(0, delivery.bytes).toString() : body;
}

/**
 * The id of the customer that was created last, where no answer says it.
 *
 * @param {any} sandbox
 * @returns {string | undefined}
 */
function newestIn(sandbox) {
  return sandbox.snapshot().state.store.at(-1)?.uuid;
}
