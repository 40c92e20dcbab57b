/**
 * Walks over all customers on trial: what a walk gives must have everybody who was there throughout.
 *
 * That is promised where rows do not add up though nobody comes or goes, and where rows move because
 * customers are only created or only deleted. So each walk has a sandbox of its own, in which one of
 * these happens.
 */
import { imported } from "../package/helpers/installed.mjs";
import { idsIn } from "./calm.mjs";
import { within } from "./callers.mjs";
import { draws } from "./draws.mjs";

const { ReporteiSandbox } = await imported("reportei-customers/sandbox");
const { serve } = await imported("reportei-customers/sandbox/serve");

const MOST_CUSTOMERS = 250;
/** How often somebody comes or goes before a page. */
const CHURN = 0.3;
const AT_ONCE = 10;
const PATIENCE_MS = 60_000;

/** What goes wrong with pages, beside what goes wrong with any answer. */
const OF_PAGES = ["unstable_order", "capped_pages", "cached_page"];
const OF_ANSWERS = [
  ...["status", "rate_limit", "redirect", "dropped", "lost", "latency", "body_truncated"],
  ...["empty_body", "html", "notices", "iso_times", "text_numbers", "gapped_arrays"],
];

/** @type {{ kinds: string[], change?: "POST" | "DELETE" }[]} */
const WAYS = [
  { kinds: OF_PAGES },
  { kinds: [...OF_PAGES, ...OF_ANSWERS] },
  { kinds: OF_ANSWERS, change: "POST" },
  { kinds: OF_ANSWERS, change: "DELETE" },
];

/**
 * @param {(connection: import("./ours.mjs").Connection) => import("./ours.mjs").Tried} connect
 * @param {{ walks: number, seed: number, faultRate: number }} settings
 * @returns {Promise<string[]>} The walks that ended quietly short.
 */
export async function walkAll(connect, { walks, seed, faultRate }) {
  /** @type {string[]} */
  const short = [];
  let next = 0;
  const walker = async () => {
    while (next < walks) {
      const index = next;
      next += 1;
      const found = await walkOnce(connect, index, seed, faultRate);
      if (found) short.push(found);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walker));
  return short;
}

/**
 * @param {(connection: import("./ours.mjs").Connection) => import("./ours.mjs").Tried} connect
 * @param {number} index
 * @param {number} seed
 * @param {number} faultRate
 */
async function walkOnce(connect, index, seed, faultRate) {
  const draw = draws(seed, -1 - index);
  const { kinds = OF_PAGES, change } = WAYS[index % WAYS.length] ?? {};
  const customers = Math.floor(draw.next() * MOST_CUSTOMERS);
  const sandbox = new ReporteiSandbox({
    customers,
    seed: index,
    rateLimitPerMinute: 1_000_000_000,
    faults: { seed: seed + index, rate: faultRate, kinds },
  });
  const before = await idsIn(sandbox);
  const there = [...before];
  const { accessToken } = sandbox;
  const headers = {
    authorization: `Bearer ${accessToken}`,
    accept: "application/json",
    "content-type": "application/json",
  };
  /** @param {{ method: string, path: string, headers: Record<string, string>, body?: string }} request */
  const handle = (request) => {
    if (change && draw.next() < CHURN) {
      const [uuid] = there.splice(Math.floor(draw.next() * there.length), 1);
      const path = change === "POST" ? "/api/customers" : `/api/customers/${uuid}`;
      const body = JSON.stringify({ name: "Somebody" });
      sandbox.handle({ ...request, method: change, path, body, headers });
    }
    return sandbox.handle(request);
  };
  const journal = (/** @type {number | undefined} */ last) => sandbox.journal(last);
  const served = await serve({ sandbox: { handle, journal } });
  try {
    const { walk } = connect({ baseUrl: `${served.url}/api`, accessToken });
    /** @type {Set<string> | undefined} */
    let seen;
    const walking = async () => {
      const uuids = new Set();
      for await (const { uuid } of walk({ headers: {} })) uuids.add(uuid);
      seen = uuids;
    };
    // One that rejects says that it is not all, in whatever way.
    await within(
      PATIENCE_MS,
      walking().catch(() => {}),
    );
    if (!seen) return undefined;
    const after = new Set(await idsIn(sandbox));
    const missed = before.filter((uuid) => after.has(uuid) && !seen?.has(uuid)).length;
    if (missed === 0) return undefined;
    const how = `${customers} customers, ${change ?? "no changes"}, faults ${kinds.join(" ")}`;
    return `walk ${index} (${how}): ${missed} of those there throughout were left out`;
  } finally {
    await served.close();
  }
}
