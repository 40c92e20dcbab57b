/** What each client does beside sending: seen from what becomes of an answer that is wrong or lost. */
import { ReporteiSandbox } from "../../pkg/sandbox/index.js";
import { SHOWN, UUID } from "./answers.mjs";
import { CONTESTANTS } from "./clients/index.mjs";

/**
 * @typedef {object} Abilities
 * @property {string} name
 * @property {boolean} checks It rejects an answer that violates the contract.
 * @property {boolean} retries It repeats a read that got a 503.
 * @property {boolean} recovers It finds a customer whose creation's answer was lost.
 */

const NAME = "Padaria Flor de Minas";
const baseUrl = "https://connect.reportei.com/api";

/** @returns {Promise<Abilities[]>} */
export async function abilities() {
  const all = [];
  for (const { name, make, sendsItself } of CONTESTANTS) {
    if (sendsItself) continue;
    all.push({
      name,
      checks: await checks(make),
      retries: await retries(make),
      recovers: await recovers(make),
    });
  }
  return all;
}

/** @typedef {import("./clients/index.mjs").Contestant["make"]} Make */

/** @param {Make} make */
async function checks(make) {
  const fetch = async () => json(200, JSON.stringify({ customer: { uuid: UUID } }));
  return make({ baseUrl, fetch })
    .show(UUID)
    .then(
      () => false,
      () => true,
    );
}

/** @param {Make} make */
async function retries(make) {
  let requests = 0;
  const fetch = async () => {
    requests += 1;
    return requests === 1 ? json(503, "{}", { "retry-after": "1" }) : json(200, SHOWN);
  };
  await make({ baseUrl, fetch })
    .show(UUID)
    .catch(() => {});
  return requests > 1;
}

/** @param {Make} make */
async function recovers(make) {
  const sandbox = new ReporteiSandbox();
  sandbox.inject({ method: "POST", path: "/customers", times: 1, fault: { kind: "lost" } });
  const { create, findLost } = make({
    baseUrl,
    fetch: (url, init) => {
      const headers = new Headers(init?.headers);
      headers.set("authorization", `Bearer ${sandbox.accessToken}`);
      return sandbox.fetch(url, { ...init, headers });
    },
  });
  const since = Date.now() - 60_000;
  await create(NAME).catch(() => {});
  return (await findLost?.(NAME, since))?.length === 1;
}

/**
 * @param {number} status
 * @param {string} body
 * @param {Record<string, string>} [headers]
 */
const json = (status, body, headers) =>
  new Response(body, { status, headers: { "content-type": "application/json", ...headers } });
