// Loaded before a block of the README runs: the API's address, and what the README says that it is given.
const { SANDBOX_API, REPORTEI_ACCESS_TOKEN, CUSTOMER_TOKEN, CUSTOMER_UUID, GIVEN, IS_WHOLE } =
  process.env;
const API = "https://connect.reportei.com/api";

const { fetch } = globalThis;
globalThis.fetch = (input, init) => {
  const url = input instanceof Request ? input.url : String(input);
  if (!url.startsWith(API))
    throw new Error(`The README's code requests ${url}, which is not the API.`);
  const there = `${SANDBOX_API}${url.slice(API.length)}`;
  return fetch(input instanceof Request ? new Request(there, input) : there, init);
};

if (GIVEN) {
  const client = await import("reportei-customers");
  /** @type {Record<string, unknown>} */
  const values = {
    reportei: new client.ReporteiCustomers({ accessToken: REPORTEI_ACCESS_TOKEN }),
    accessToken: REPORTEI_ACCESS_TOKEN,
    customerToken: CUSTOMER_TOKEN,
    uuid: CUSTOMER_UUID,
  };
  for (const name of GIVEN.split(",")) Object.assign(globalThis, { [name]: values[name] });
  if (!IS_WHOLE) Object.assign(globalThis, client);
}
