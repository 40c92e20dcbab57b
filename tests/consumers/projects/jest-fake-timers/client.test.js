const { ReporteiCustomers, ReporteiError } = require("reportei-customers");
const { makeCalls } = require("./calls.cjs");

const options = {
  baseUrl: process.env.REPORTEI_BASE_URL,
  accessToken: process.env.REPORTEI_ACCESS_TOKEN,
};

const answered = async () => new Response(JSON.stringify({ data: [], meta }), { headers });
const headers = { "content-type": "application/json" };
const meta = { current_page: 1, last_page: 1, per_page: 15, total: 0 };

afterEach(() => jest.useRealTimers());

test("all calls over HTTP", async () => {
  jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask"] });
  expect(await makeCalls(ReporteiCustomers, ReporteiError, options)).toBe("calls ok");
});

test("a call under jest's defaults, which fake queueMicrotask too", async () => {
  jest.useFakeTimers();
  const reportei = new ReporteiCustomers({ accessToken: "token", fetch: answered });
  expect((await reportei.list()).meta.total).toBe(0);
});

test("a paced client waits for the fake clock", async () => {
  jest.useFakeTimers();
  const rateLimit = { perSecond: 1 };
  const reportei = new ReporteiCustomers({ accessToken: "token", fetch: answered, rateLimit });
  const calls = Promise.all([reportei.list(), reportei.list(), reportei.list()]);
  let settled = false;
  calls.finally(() => (settled = true));
  await jest.advanceTimersByTimeAsync(1_500);
  expect(settled).toBe(false);
  await jest.advanceTimersByTimeAsync(1_500);
  expect((await calls).length).toBe(3);
});

test("a time-out comes by the fake clock", async () => {
  jest.useFakeTimers();
  const fetch = () => new Promise(() => {});
  const reportei = new ReporteiCustomers({ accessToken: "token", fetch, maxRetries: 0 });
  const failed = reportei.list().catch(({ kind }) => kind);
  await jest.advanceTimersByTimeAsync(30_000);
  expect(await failed).toBe("timeout");
});
