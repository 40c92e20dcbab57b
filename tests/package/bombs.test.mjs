// Answers of a real server that are small on the wire and large in memory, or that never end. Nothing
// here is measured by time: what counts is the wasm's memory, and what the server could send.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import test from "node:test";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { imported } from "./helpers/installed.mjs";
import { watched } from "./helpers/memory.mjs";
import { reasonOf } from "./helpers/streamed.mjs";
import { ACCESS_TOKEN, UUID, success } from "./helpers/stubbed.mjs";

const MIB = 1024 * 1024;
/** What the wasm takes for 64 KiB of a refusal, and a little. */
const MOST_MEMORY = 2 * MIB;
/** What lies in the buffers of both ends and on the way between them. */
const MOST_UNDER_WAY = 24 * MIB;

const { ReporteiCustomers, wasm } = await watched(() => imported("reportei-customers"));

const QUICK = {
  params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 24 },
};
const filled = Buffer.alloc(370 * MIB, "x");
const BOMBS = {
  br: brotliCompressSync(filled, QUICK),
  gzip: gzipSync(filled.subarray(0, 64 * MIB)),
};

/**
 * @param {import("node:test").TestContext} context
 * @param {import("node:http").RequestListener} listener
 */
async function served(context, listener) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  const options = { accessToken: ACCESS_TOKEN, maxRetries: 0, timeoutMs: 0 };
  return new ReporteiCustomers({ ...options, baseUrl: `http://127.0.0.1:${port}/api` });
}

/** The client works as before, and so does one that is new. */
async function worksStill() {
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: success });
  assert.equal((await reportei.show(UUID)).uuid, UUID);
  const bytes = wasm.memory.buffer.byteLength;
  assert.ok(bytes <= MOST_MEMORY, `the wasm has ${bytes / MIB} MiB`);
}

for (const status of [200, 404, 422, 500, 502]) {
  for (const [encoding, bomb] of Object.entries(BOMBS)) {
    test(`a ${status} that is a bomb (${encoding}) is one failure of one call`, async (context) => {
      context.diagnostic(`${bomb.length} bytes`);
      const reportei = await served(context, (_, response) => {
        response.writeHead(status, { "content-encoding": encoding }).end(bomb);
      });
      const error = await reasonOf(reportei.show(UUID));
      assert.equal(error.status, status);
      assert.equal(error.kind === "decode", status === 200);
      assert.equal(error.body, "x".repeat(16 * 1024));
      await worksStill();
    });
  }
}

for (const status of [200, 500]) {
  test(`a ${status} that never ends is left`, async (context) => {
    let sent = 0;
    const left = deferred();
    const reportei = await served(context, (_, response) => {
      const chunk = Buffer.alloc(65_536, "x");
      const send = () => {
        do sent += chunk.length;
        while (response.write(chunk));
      };
      response.on("drain", send).on("close", left.resolve).writeHead(status);
      send();
    });
    const error = await reasonOf(reportei.show(UUID));
    assert.equal(error.status, status);
    // The server sees that the connection was ended.
    await left.promise;
    const most = (status === 200 ? 8 * MIB : 65_536) + MOST_UNDER_WAY;
    context.diagnostic(`${sent / MIB} MiB were sent`);
    assert.ok(sent <= most, `${sent / MIB} MiB were sent`);
    await worksStill();
  });
}

/** A promise that another function resolves. */
function deferred() {
  /** @type {(value?: unknown) => void} */
  let resolve = () => {};
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
}
