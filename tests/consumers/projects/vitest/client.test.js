import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sandboxCall, makeCalls } from "./calls.js";

const options = {
  baseUrl: process.env.REPORTEI_BASE_URL,
  accessToken: process.env.REPORTEI_ACCESS_TOKEN,
};

beforeEach(() => {
  vi.resetModules();
});

test("the client", async () => {
  expect(await makeCalls(ReporteiCustomers, ReporteiError, options)).toBe("calls ok");
  expect(await sandboxCall(ReporteiCustomers, ReporteiSandbox)).toBe("sandbox ok");
});

test.each([1, 2])("the client, imported again after a reset (%i)", async () => {
  const again = await import("reportei-customers");
  expect(await makeCalls(again.ReporteiCustomers, again.ReporteiError, options)).toBe("calls ok");
});

afterEach(() => {
  vi.useRealTimers();
});

test("a paced client waits for the fake clock", async () => {
  vi.useFakeTimers();
  const { accessToken, fetch } = new ReporteiSandbox();
  const rateLimit = { perSecond: 1 };
  const reportei = new ReporteiCustomers({ accessToken, fetch, rateLimit });
  let listed = 0;
  const count = () => (listed += 1);
  const calls = [reportei.list().then(count), reportei.list().then(count)];
  await vi.advanceTimersByTimeAsync(500);
  expect(listed).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  await Promise.all(calls);
});

test("what a rejection looks like to the assertions", async () => {
  const { accessToken, fetch } = new ReporteiSandbox({ customers: 1 });
  const reportei = new ReporteiCustomers({ accessToken, fetch });
  await expect(reportei.show("00000000-0000-4000-8000-000000000000")).rejects.toThrow(
    ReporteiError,
  );
});
