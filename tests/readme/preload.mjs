// Loaded before a block of the README runs: what the block may take as given.
const { SANDBOX_API, REPORTEI_ACCESS_TOKEN, CUSTOMER_TOKEN, CUSTOMER_UUID, GOES_ON } = process.env;
const API = "https://connect.reportei.com/api";

const { fetch } = globalThis;
globalThis.fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  // A server that the block started itself.
  if (new URL(url).hostname === "127.0.0.1") return fetch(input, init);
  if (!url.startsWith(API))
    throw new Error(`The README's code asks for ${url}, which is not the API.`);
  const there = `${SANDBOX_API}${url.slice(API.length)}`;
  return fetch(input instanceof Request ? new Request(there, input) : there, init);
};

Object.assign(globalThis, {
  accessToken: REPORTEI_ACCESS_TOKEN,
  customerToken: CUSTOMER_TOKEN,
  uuid: CUSTOMER_UUID,
});
if (GOES_ON) {
  const client = await import("reportei-customers");
  const { ReporteiSandbox } = await import("reportei-customers/sandbox");
  const reportei = new client.ReporteiCustomers({ accessToken: REPORTEI_ACCESS_TOKEN });
  Object.assign(globalThis, { ...client, ReporteiSandbox, reportei });
}
