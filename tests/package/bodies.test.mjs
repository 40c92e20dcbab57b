// Bodies are read with a bound, as a stream where there is one, and what is not read is cancelled.
import assert from "node:assert/strict";
import { AsyncLocalStorage } from "node:async_hooks";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { imported } from "./helpers/installed.mjs";
import { inPieces, reasonOf, streamed, unhandledOf } from "./helpers/streamed.mjs";
import { ACCESS_TOKEN, CUSTOMER_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

const KIB = 1024;
const MOST_OF_A_SUCCESS = 8 * KIB * KIB;
const MOST_OF_A_REFUSAL = 64 * KIB;
const MOST_KEPT = 16 * KIB;
const TOO_LONG = "the API's answer is longer than the 8 MiB that are read of one";
const SHOWN = await success(`https://connect.reportei.com/${UUID}/customers/${UUID}`, {
  method: "GET",
}).text();

const encoder = new TextEncoder();
const bytes = (/** @type {string} */ text) => encoder.encode(text);

/**
 * @param {() => unknown} fetch
 * @param {object} [options]
 */
const client = (fetch, options) =>
  new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch, maxRetries: 0, ...options });

/** @param {() => unknown} fetch @param {object} [options] */
const shown = (fetch, options) => client(fetch, options).show(UUID);

test("a success of 8 MiB is read, and one of a byte more is not", async () => {
  for (const [length, isRead] of [
    [MOST_OF_A_SUCCESS, true],
    [MOST_OF_A_SUCCESS + 1, false],
  ]) {
    const text = SHOWN.padEnd(Number(length), isRead ? " " : "x");
    const { response, seen } = inPieces(
      200,
      bytes(text.replaceAll("ã", "a").padEnd(text.length)),
      65_536,
    );
    for (const given of [response, answer(200, text)]) {
      if (isRead) {
        assert.equal((await shown(async () => given)).uuid, UUID);
      } else {
        const error = await reasonOf(shown(async () => given));
        assert.equal(error.kind, "decode");
        assert.equal(error.message, TOO_LONG);
        assert.equal(error.status, 200);
        assert.equal(error.body.length, MOST_KEPT);
        assert.equal(error.body.slice(0, 9), SHOWN.slice(0, 9));
      }
    }
    assert.equal(seen.cancels, isRead ? 0 : 1);
  }
});

test("what there is of a created customer is kept of an answer that is too long", async () => {
  const text = (await success("https://x/customers", { method: "POST" }).text()).padEnd(
    MOST_OF_A_SUCCESS + 9,
  );
  const error = await reasonOf(client(async () => answer(201, text)).create({ name: "Padaria" }));
  assert.deepEqual([error.kind, error.outcome, error.message], ["decode", "applied", TOO_LONG]);
  assert.equal(error.created.api_token, CUSTOMER_TOKEN);
});

test("of a success without end no more is read than 8 MiB", async () => {
  const chunk = bytes("x".repeat(256 * KIB));
  const { response, seen } = streamed(200, () => chunk);
  assert.equal((await reasonOf(shown(async () => response))).message, TOO_LONG);
  assert.deepEqual(seen, { pulls: 33, cancels: 1 });
});

for (const status of [302, 404, 422, 500, 502]) {
  test(`of a ${status} without end no more is read than 64 KiB, and 16 Ki units are kept`, async () => {
    const chunk = bytes("é".repeat(4 * KIB));
    const { response, seen } = streamed(status, () => chunk);
    const error = await reasonOf(shown(async () => response));
    assert.equal(error.status, status);
    assert.equal(error.body, "é".repeat(MOST_KEPT));
    assert.deepEqual(seen, { pulls: 9, cancels: 1 });
  });
}

test("a refusal of 64 KiB says what it says, and one that is longer what its status says", async () => {
  const said = (/** @type {number} */ length) => `{"message":"Boom."}`.padEnd(length);
  for (const [length, message] of [
    [MOST_OF_A_REFUSAL, "Boom."],
    [MOST_OF_A_REFUSAL + 1, "Boom."],
    [2 * MOST_OF_A_REFUSAL, "Boom."],
  ]) {
    for (const given of [
      inPieces(500, bytes(said(Number(length))), 1000).response,
      answer(500, said(Number(length))),
    ]) {
      assert.equal((await reasonOf(shown(async () => given))).message, message);
    }
  }
  const long = JSON.stringify({ padding: "x".repeat(MOST_OF_A_REFUSAL), message: "Boom." });
  const error = await reasonOf(shown(async () => inPieces(500, bytes(long), 1000).response));
  assert.equal(error.message, "the API answered with status 500");
  assert.equal(error.body, long.slice(0, MOST_KEPT));
});

test("what the content-length says changes nothing", async () => {
  for (const said of ["0", "2", "99999999999", "-1", "x"]) {
    const get = (/** @type {string} */ name) => (name === "content-length" ? said : null);
    const whole = { ...inPieces(200, bytes(SHOWN), 10).response, headers: { get } };
    assert.equal((await shown(async () => whole)).uuid, UUID);
    const { response, seen } = streamed(500, () => bytes("x".repeat(KIB)));
    await reasonOf(shown(async () => ({ ...response, headers: { get } })));
    assert.deepEqual(seen, { pulls: 65, cancels: 1 });
  }
});

/** Texts as they come over the wire. */
const TEXTS = [
  bytes(SHOWN),
  bytes(`\ufeff${SHOWN}`),
  bytes(`\ufeff\ufeff${SHOWN}`),
  bytes(SHOWN.replace("Padaria", "🥖 日本 \u0000\u2028 é")),
  Uint8Array.of(0x7b, 0xff, 0xc3, 0x28, 0xe2, 0x82, 0x7d),
  Uint8Array.of(0xf0, 0x9f, 0xa5),
  Uint8Array.of(0xed, 0xa0, 0xbd, 0xed, 0xb2, 0xa9),
  Uint8Array.of(0xef, 0xbb),
  new Uint8Array(0),
];

test("a stream is the text that the platform's decoder makes of it, wherever it is cut", async () => {
  for (const text of TEXTS) {
    const whole = new TextDecoder().decode(text);
    const expected = await reasonOf(shown(async () => answer(500, whole)));
    for (const size of [1, 2, 3, 7, 1000]) {
      const { response, seen } = inPieces(500, text, size);
      const error = await reasonOf(shown(async () => response));
      assert.deepEqual(error.body, expected.body);
      assert.equal(seen.cancels, 0);
    }
  }
});

/** @param {() => unknown} read */
const reading = (read) => ({ getReader: () => ({ read, cancel: async () => {} }) });
const failing = () => {
  throw new RangeError("no");
};
/** @param {string} name */
const throwing = (name) => Object.defineProperty({}, name, { get: failing });
const text = async () => SHOWN;

/** @type {[what: string, response: object, kind?: string][]} None: it is a success. */
const SHAPES = [
  ["a body that throws", Object.defineProperty({ text }, "body", { get: failing }), "network"],
  ["a body without a reader, and a text", { text, body: {} }],
  ["a body that is null, and a text", { text, body: null }],
  ["a body that is a string, and a text", { text, body: SHOWN }],
  ["a getReader that is no function", { text, body: { getReader: 7 } }, "network"],
  [
    "a getReader that throws when it is looked at",
    { text, body: throwing("getReader") },
    "network",
  ],
  ["a body that was used, and a text", { text, bodyUsed: true, body: reading(failing) }, "network"],
  ["a getReader that throws", { text, body: { getReader: failing } }, "network"],
  ["no reader, and a text", { text, body: { getReader: () => undefined } }],
  ["a reader that is null", { text, body: { getReader: () => null } }, "network"],
  ["a reader that is a number", { text, body: { getReader: () => 7 } }, "network"],
  ["a reader without read", { body: { getReader: () => ({}) } }, "network"],
  [
    "a read that throws when it is looked at",
    { body: { getReader: () => throwing("read") } },
    "network",
  ],
  ["a read that throws", { body: reading(failing) }, "network"],
  ["a read that rejects", { body: reading(async () => failing()) }, "network"],
  ["a read that gives nothing", { body: reading(() => undefined) }, "network"],
  ["a read that gives null", { body: reading(async () => null) }, "network"],
  ["a done that throws", { body: reading(async () => throwing("done")) }, "network"],
  ["a value that throws", { body: reading(async () => throwing("value")) }, "network"],
  ["chunks that are texts", { body: reading(async () => ({ value: "x" })) }, "network"],
  ["chunks that are numbers", { body: reading(async () => ({ value: 7 })) }, "network"],
  [
    "chunks that are objects",
    { body: reading(async () => ({ value: { byteLength: 1 } })) },
    "network",
  ],
  ["chunks that are null", { body: reading(async () => ({ value: null })) }, "network"],
  ["chunks that are Blobs", { body: reading(async () => ({ value: new Blob(["x"]) })) }, "network"],
  [
    "chunks without end that are empty",
    { body: reading(async () => ({ value: new Uint8Array() })) },
    "decode",
  ],
  [
    "chunks without end that are undefined",
    { body: reading(async () => ({ done: false })) },
    "network",
  ],
  [
    "chunks without end of one byte",
    { body: reading(async () => ({ value: Uint8Array.of(32) })) },
    "decode",
  ],
];

for (const [what, shape, kind] of SHAPES) {
  test(`a response settles its call, be it ${what}`, async () => {
    const unhandled = await unhandledOf(async () => {
      for (const status of [200, 500]) {
        const response = Object.create(shape, {
          status: { value: status },
          headers: { value: { get: () => null } },
        });
        const call = shown(async () => response, { timeoutMs: 60_000 });
        if (status === 200 && !kind) {
          assert.equal((await call).uuid, UUID);
        } else {
          const expected = status === 500 && kind !== "network" ? "server" : kind;
          assert.equal((await reasonOf(call)).kind, expected);
        }
      }
    });
    assert.deepEqual(unhandled, []);
  });
}

/** @type {[how: string, cancel: () => unknown][]} */
const CANCELS = [
  ["resolves", async () => {}],
  ["throws", failing],
  ["rejects", async () => failing()],
  ["never settles", () => new Promise(() => {})],
  ["gives a thenable that throws", () => throwing("then")],
];

for (const [how, cancel] of CANCELS) {
  test(`a read that hangs ends with its call's time, where its cancel ${how}`, async () => {
    let cancels = 0;
    const reader = {
      read: () => new Promise(() => {}),
      cancel() {
        cancels += 1;
        return cancel();
      },
    };
    const response = { ...answer(200, ""), body: { getReader: () => reader } };
    const unhandled = await unhandledOf(async () => {
      const error = await reasonOf(shown(async () => response, { timeoutMs: 5 }));
      assert.equal(error.kind, "timeout");
      await turn();
    });
    assert.deepEqual(unhandled, []);
    assert.equal(cancels, 1);
  });

  test(`a fetch that answers after its call ended has its body cancelled, where that ${how}`, async () => {
    for (const kind of ["timeout", "aborted"]) {
      let cancels = 0;
      const body = {
        cancel() {
          cancels += 1;
          return cancel();
        },
      };
      /** @type {(response: unknown) => void} */
      let respond = () => {};
      const fetch = () => new Promise((resolve) => (respond = resolve));
      const unhandled = await unhandledOf(async () => {
        const controller = new AbortController();
        const options = { signal: controller.signal, timeoutMs: kind === "timeout" ? 5 : 0 };
        const call = client(fetch).show(UUID, options);
        if (kind === "aborted") controller.abort();
        assert.equal((await reasonOf(call)).kind, kind);
        respond({ ...answer(200, SHOWN), body });
      });
      assert.deepEqual(unhandled, []);
      assert.equal(cancels, 1);
    }
  });
}

test("the body of a response that cannot be used is cancelled", async () => {
  for (const wrong of [{ status: 7.5 }, { headers: {} }]) {
    const { response, seen } = streamed(200, () => bytes("x"));
    const error = await reasonOf(shown(async () => ({ ...response, ...wrong })));
    assert.equal(error.kind, "network");
    await turn();
    assert.deepEqual(seen, { pulls: 0, cancels: 1 });
  }
});

test("what follows a stream runs in the caller's context, at any concurrency", async () => {
  const storage = new AsyncLocalStorage();
  const created = bytes(await success("https://x/customers", { method: "POST" }).text());
  /** @type {unknown[]} */
  const seen = [];
  const reportei = client(async () => inPieces(201, created, 50).response);
  const storeToken = async () => void seen.push(storage.getStore());
  const numbers = Array.from({ length: 40 }, (_, number) => number);
  const calls = numbers.map((number) =>
    storage.run(number, () => reportei.create({ name: "Padaria" }, { storeToken })),
  );
  await Promise.all(calls);
  assert.deepEqual(
    seen.sort((one, other) => Number(one) - Number(other)),
    numbers,
  );
});
