const { ReporteiCustomers, ReporteiError } = require("reportei-customers");
const { ReporteiSandbox } = require("reportei-customers/sandbox");
const { sandboxCall, makeCalls } = require("./calls.cjs");

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

test.each([1, 2])("the client, required again after a reset (%i)", async () => {
  const again = require("reportei-customers");
  expect(again.ReporteiCustomers).not.toBe(ReporteiCustomers);
  expect(await makeCalls(again.ReporteiCustomers, again.ReporteiError, options)).toBe("calls ok");
});

test("what a rejection looks like to the assertions", async () => {
  const { accessToken, fetch } = new ReporteiSandbox({ customers: 1 });
  const reportei = new ReporteiCustomers({ accessToken, fetch });
  await expect(reportei.show("00000000-0000-4000-8000-000000000000")).rejects.toThrow(
    ReporteiError,
  );
});
