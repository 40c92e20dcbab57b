// The example of many processes that share one limit, run as it stands, on a real Redis.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { attempt } from "../../pkg-template/scripts/run.mjs";
import { consumerDir, sandboxFor } from "./helpers/installed.mjs";
import { redisFor, whyNoRedis } from "./helpers/redis.mjs";

const PROCESSES = 3;
const CUSTOMERS = 40;
/** Less than what each process would send at once. */
const PER_SECOND = 36;

// Where it finds the installed package, and the two others as if they were installed too.
const example = join(consumerDir, "shared-limit");
const isOurs = (/** @type {string} */ path) => !path.includes("node_modules");
cpSync(join(root, "examples-web/node"), example, { recursive: true, filter: isOurs });
mkdirSync(join(example, "node_modules"));
for (const name of ["ioredis", "rate-limiter-flexible"]) {
  symlinkSync(join(root, "node_modules", name), join(example, "node_modules", name), "junction");
}

const limiterUrl = pathToFileURL(join(example, "shared-limiter.mjs"));
const { sharedLimiter } = await import(limiterUrl.href);
const skip = await whyNoRedis();

/**
 * @param {{ apiUrl: string, accessToken: string }} sandbox
 * @param {string} redisUrl
 * @param {number} perSecond What the process takes for the API's limit.
 */
const run = ({ apiUrl, accessToken }, redisUrl, perSecond) =>
  attempt(process.execPath, [join(example, "shared-limit.mjs")], {
    quiet: true,
    env: {
      REPORTEI_BASE_URL: apiUrl,
      REPORTEI_ACCESS_TOKEN: accessToken,
      REPORTEI_PER_SECOND: String(perSecond),
      REDIS_URL: redisUrl,
    },
  });

/**
 * Some processes at once.
 * @param {import("node:test").TestContext} context
 * @param {number} perSecond
 */
async function together(context, perSecond) {
  const sandbox = await sandboxFor(context, {
    customers: CUSTOMERS,
    rateLimitPerSecond: PER_SECOND,
  });
  const { socket } = await redisFor(context);
  const running = Array.from({ length: PROCESSES }, () => run(sandbox, socket, perSecond));
  const ended = await Promise.all(running);
  const refused = sandbox.journal.filter(({ status }) => status === 429).length;
  return { ended, refused, requests: sandbox.journal.length };
}

test(
  "processes that share a limit make all their calls, and none is refused",
  { skip },
  async (t) => {
    const { ended, refused, requests } = await together(t, PER_SECOND);
    for (const { code, output } of ended) {
      assert.equal(code, 0, output);
      assert.match(output, /^40 customers, \d+ of them pay\n$/);
    }
    assert.equal(refused, 0);
    assert.equal(requests, PROCESSES * (CUSTOMERS + 1));
  },
);

test("the same processes are refused where the limiter holds nobody back", { skip }, async (t) => {
  const { refused } = await together(t, 1_000_000);
  assert.ok(refused > 0);
});

test("without a Redis every call rejects, and nothing is sent", { skip }, async (t) => {
  const sandbox = await sandboxFor(t);
  const redis = await redisFor(t);
  await redis.stop();
  const { code, output } = await run(sandbox, redis.socket, PER_SECOND);
  assert.equal(code, 1, output);
  assert.match(output, /rateLimit could not be acquired/);
  assert.deepEqual(sandbox.journal, []);
});

test(
  "a limiter whose Redis went away refuses, and goes on when it is back",
  { skip },
  async (t) => {
    const redis = await redisFor(t);
    const limiter = sharedLimiter({ redisUrl: redis.socket, merchant: "one", perSecond: 100 });
    t.after(() => limiter.close());
    await limiter.acquire();
    await redis.stop();
    await assert.rejects(limiter.acquire(), Error);
    await redis.start();
    await limiter.acquire();
  },
);
