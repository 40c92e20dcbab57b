// One limit, many processes: before every attempt each of them asks the same Redis.

import { setTimeout } from "node:timers/promises";
import { Redis } from "ioredis";
import { RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";

/**
 * Made for the client's option `rateLimit`.
 *
 * @param {object} options
 * @param {string} options.redisUrl
 * @param {string} options.merchant whose limit it is: any name that is the same in all processes
 * @param {number} options.perSecond how many requests a second the API answers this merchant, from 2
 */
export function sharedLimiter({ redisUrl, merchant, perSecond }) {
  // It connects again by itself. Commands wait for that, but not for ever.
  const redis = new Redis(redisUrl, { commandTimeout: 2_000 });
  redis.on("error", (error) => console.error(`Redis: ${error.message}`));
  const limiter = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: "reportei",
    // A second here does not begin when the API's does: what two of these let through, each in a
    // burst, may arrive in one of those.
    points: Math.floor(perSecond / 2),
    duration: 1,
  });

  return {
    async acquire() {
      for (;;) {
        try {
          await limiter.consume(merchant);
          return;
        } catch (refusal) {
          // Without Redis nobody knows what the others send: the call rejects, and nothing is sent.
          if (!(refusal instanceof RateLimiterRes)) throw refusal;
          await setTimeout(refusal.msBeforeNext);
        }
      }
    },
    close: () => redis.disconnect(),
  };
}
