import { ReporteiCustomers, ReporteiError } from "reportei-customers";
import { ReporteiSandbox } from "reportei-customers/sandbox";
import { beforeEach, expect, jest, test } from "@jest/globals";
import { sandboxCall, makeCalls } from "./calls.js";

const options = {
  baseUrl: process.env.REPORTEI_BASE_URL,
  accessToken: process.env.REPORTEI_ACCESS_TOKEN,
};

beforeEach(() => {
  jest.resetModules();
});

test("the client", async () => {
  expect(await makeCalls(ReporteiCustomers, ReporteiError, options)).toBe("calls ok");
  expect(await sandboxCall(ReporteiCustomers, ReporteiSandbox)).toBe("sandbox ok");
});

test.each([1, 2])("the client, imported again after a reset (%i)", async () => {
  const again = await import("reportei-customers");
  expect(await makeCalls(again.ReporteiCustomers, again.ReporteiError, options)).toBe("calls ok");
});

test("what a rejection looks like to the assertions", async () => {
  const { accessToken, fetch } = new ReporteiSandbox({ customers: 1 });
  const reportei = new ReporteiCustomers({ accessToken, fetch });
  await expect(reportei.show("00000000-0000-4000-8000-000000000000")).rejects.toThrow(
    ReporteiError,
  );
});
