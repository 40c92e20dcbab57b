// Reads every customer, one by one, within a limit that any number of processes share. It needs a
// Redis, and `npm install ioredis rate-limiter-flexible`. Start it as often as you like:
//
//   REPORTEI_ACCESS_TOKEN=… REDIS_URL=redis://127.0.0.1:6379 REPORTEI_PER_SECOND=50 \
//     [REPORTEI_BASE_URL=http://127.0.0.1:4010/api] node shared-limit.mjs
//
// A local sandbox with such a limit: npx reportei-sandbox --rate-limit-per-second 50

import { ReporteiCustomers } from "reportei-customers";
import { sharedLimiter } from "./shared-limiter.mjs";

const { REPORTEI_ACCESS_TOKEN: accessToken, REPORTEI_BASE_URL: baseUrl } = process.env;
const { REDIS_URL: redisUrl = "redis://127.0.0.1:6379", REPORTEI_PER_SECOND = "10" } = process.env;

const rateLimit = sharedLimiter({
  redisUrl,
  merchant: "my-agency",
  perSecond: Number(REPORTEI_PER_SECOND),
});
const reportei = new ReporteiCustomers({ accessToken, rateLimit, ...(baseUrl && { baseUrl }) });

try {
  const listed = await reportei.listAll().toArray({ limit: 10_000 });
  const shown = await Promise.all(listed.map(({ uuid }) => reportei.show(uuid)));
  console.log(
    `${shown.length} customers, ${shown.filter((it) => it.is_paying).length} of them pay`,
  );
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  rateLimit.close();
}
