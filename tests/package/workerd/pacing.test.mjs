// A paced client that all requests of a worker share. workerd drops what a request has under way when it
// is answered, and what one request resolves does not go on in another.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import test from "node:test";
import { DATES, startWorkers } from "./workers.mjs";

const META = {
  current_page: 1,
  from: null,
  last_page: 1,
  path: "https://connect.reportei.com/api/customers",
  per_page: 15,
  to: null,
  total: 0,
  sortBy: null,
  descending: false,
};

/**
 * An API whose page 99 is never answered.
 * @param {import("node:test").TestContext} context
 */
async function startApi(context) {
  const heard = { pages: /** @type {string[]} */ ([]), most: 0 };
  let underWay = 0;
  const server = createServer((request, response) => {
    const page = new URL(request.url ?? "", "http://localhost").searchParams.get("page") ?? "";
    heard.pages.push(page);
    if (page === "99") return;
    heard.most = Math.max(heard.most, ++underWay);
    setTimeout(() => {
      underWay -= 1;
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ data: [], meta: { ...META, current_page: Number(page) } }));
    }, 30);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => (server.closeAllConnections(), server.close()));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return { api: `http://127.0.0.1:${port}`, heard };
}

/**
 * Lists these pages at once, each in a request of its own that is answered.
 * @param {number[]} pages
 * @param {(path: string, page: number) => Promise<string>} call
 */
async function areListed(pages, call) {
  const answers = await Promise.all(pages.map((page) => call("paced", page)));
  assert.deepEqual(
    answers,
    pages.map((page) => `listed ${page}`),
  );
}

for (const [at, date] of DATES.entries()) {
  /** @param {import("node:test").TestContext} context */
  const start = async (context) => {
    const { api, heard } = await startApi(context);
    const worker = (await startWorkers(context))[at];
    const call = async (/** @type {string} */ path, /** @type {number} */ page) => {
      const url = `${worker}/${path}?server=${encodeURIComponent(api)}&page=${page}`;
      const answer = await fetch(url, { signal: AbortSignal.timeout(15_000) });
      return answer.text();
    };
    return { call, heard };
  };

  test(`requests that wait for their turn together are all answered, in order, as of ${date}`, async (context) => {
    const { call, heard } = await start(context);
    const pages = [1, 2, 3, 4, 5, 6, 7, 8];
    await areListed(pages, call);
    assert.equal(heard.most, 1);
    assert.equal(heard.pages.length, pages.length);
  });

  test(`a request that is answered before its call ended keeps nobody from a turn, as of ${date}`, async (context) => {
    const { call, heard } = await start(context);
    assert.equal(await call("left", 99), "left");
    await areListed([1, 2, 3], call);
    assert.equal(heard.most, 1);
  });

  test(`nor does one that is answered while its call waits for its turn, as of ${date}`, async (context) => {
    const { call, heard } = await start(context);
    assert.equal(await call("left", 99), "left");
    for (const page of [96, 97, 98]) assert.equal(await call("left", page), "left");
    await areListed([1, 2, 3], call);
    assert.equal(heard.most, 1);
  });
}
