// Texts of a server or a caller that would forge or garble what an error is printed into, and bodies
// that nest so deep that JSON.stringify throws.
import assert from "node:assert/strict";
import test from "node:test";
import { inspect } from "node:util";
import { imported } from "./helpers/installed.mjs";
import { reasonOf } from "./helpers/streamed.mjs";
import { ACCESS_TOKEN, UUID, answer, success } from "./helpers/stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/**
 * The error of a call that is answered so.
 * @param {number} status
 * @param {string} body
 * @param {Record<string, string>} [headers]
 */
function refusedWith(status, body, headers) {
  const fetch = async () => answer(status, body, headers);
  const options = { accessToken: ACCESS_TOKEN, fetch, maxRetries: 0 };
  return reasonOf(new ReporteiCustomers(options).show(UUID));
}

const ranged = (/** @type {number} */ first, /** @type {number} */ last) =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at));
/** What ends a line, commands a terminal, or turns the direction of the text around it. */
const HOSTILE = [
  ...ranged(0x00, 0x1f),
  ...ranged(0x7f, 0x9f),
  "\u061c",
  "\u200e",
  "\u200f",
  "\u2028",
  "\u2029",
  ...ranged(0x202a, 0x202e),
  ...ranged(0x2066, 0x2069),
];
const FORGED = `boom${HOSTILE.join("-")}\u001b[2J\u001b]0;x\u0007\r\n[ERROR] forged\u202e`;

/** @param {unknown} text */
function isPrintable(text) {
  assert.equal(typeof text, "string");
  const found = HOSTILE.filter((character) => String(text).includes(character));
  assert.deepEqual(found, []);
}

test("nothing of a server's texts that is meant to be printed has such a character; the body is as sent", async () => {
  const bodies = [
    { message: FORGED, code: FORGED, errors: { [FORGED]: [FORGED, "Other."] } },
    { error: FORGED },
    { error: { message: FORGED, code: FORGED, details: { [`a${FORGED}`]: FORGED } } },
    { errors: { name: [FORGED] } },
  ];
  for (const body of bodies) {
    const error = await refusedWith(422, JSON.stringify(body), { "x-request-id": FORGED });
    assert.match(error.message, /^boom/);
    for (const text of [error.message, error.requestId, error.code ?? ""]) isPrintable(text);
    for (const [name, messages] of Object.entries(error.fieldErrors)) {
      for (const text of [name, ...messages]) isPrintable(text);
    }
    const [headline = ""] = error.stack.split("\n    at ");
    isPrintable(headline);
    isPrintable(String(error));
    assert.deepEqual(error.body, body);
    assert.deepEqual(JSON.parse(JSON.stringify(error)).body, body);
  }
});

test("a message that says something still says it", async () => {
  for (const [sent, shown] of [
    ["São Paulo: 🥖 não há\u00a0pão", "São Paulo: 🥖 não há\u00a0pão"],
    ["SQLSTATE[42]:\n  near\t'x'\r\n", "SQLSTATE[42]:   near 'x'"],
    ["one\u2028two", "one two"],
    ["\u001b[31mred\u001b[0m", "\ufffd[31mred\ufffd[0m"],
    ["שלום \u202egnp.exe", "שלום \ufffdgnp.exe"],
    ["👩‍💻 zero-width joiners stay", "👩‍💻 zero-width joiners stay"],
  ]) {
    assert.equal((await refusedWith(500, JSON.stringify({ message: sent }))).message, shown);
  }
});

test("a caller's key is shown without such characters, and as long as a name is", async () => {
  const reportei = new ReporteiCustomers({ accessToken: ACCESS_TOKEN, fetch: success });
  const long = "k ".repeat(50_000);
  for (const key of [FORGED, long, `${FORGED}${long}`, `\n${long}`]) {
    for (const failing of [
      () => reportei.create({ name: "Padaria", [key]: 1 }),
      () => reportei.show(UUID, { [key]: 1 }),
      () => reportei.show(UUID, { headers: { [key]: "1" } }),
      async () => new ReporteiCustomers({ accessToken: ACCESS_TOKEN, [key]: 1 }),
    ]) {
      const error = await reasonOf(failing());
      assert.equal(error.kind, "invalid_argument");
      assert.ok(error.argument.length <= 128, error.argument);
      isPrintable(error.argument);
      isPrintable(error.message);
      // What is wrong is said behind it.
      assert.match(error.message, /is not known here|is not a legal header name/);
    }
  }
});

test("a request's id is as long as an id is, in errors and in events", async () => {
  for (const [id, shown] of [
    ["i".repeat(128), "i".repeat(128)],
    ["i".repeat(129), `${"i".repeat(127)}…`],
    ["i".repeat(100_000), `${"i".repeat(127)}…`],
    ["9f8e\u001b[2J", "9f8e\ufffd[2J"],
  ]) {
    /** @type {any[]} */
    const events = [];
    const fetch = async () => answer(500, "", { "x-request-id": id });
    const observer = (/** @type {any} */ event) => events.push(event);
    const options = { accessToken: ACCESS_TOKEN, fetch, observer, maxRetries: 0 };
    const error = await reasonOf(new ReporteiCustomers(options).show(UUID));
    assert.equal(error.requestId, shown);
    await new Promise((resolve) => setImmediate(resolve));
    const told = events.filter(({ type }) => type === "response" || type === "failure");
    assert.deepEqual(
      told.map(({ requestId }) => requestId),
      [shown, shown],
    );
  }
});

/** @type {[how: string, open: string, close: string, levels: number][]} */
const NESTS = [
  ["arrays", "[", "]", 1],
  ["objects", '{"a":', "}", 1],
  ["both", '[{"b[[[{":', "}]", 2],
];

for (const [how, open, close, levels] of NESTS) {
  test(`a body of ${how} is kept parsed up to 64 levels, and as its text beyond`, async () => {
    for (const status of [200, 422, 500]) {
      for (const depth of [32, 33, 64, 65, 1000, 3000]) {
        if (depth * (open.length + close.length) > 16_384 - 9) continue;
        const body = `${open.repeat(depth)}1${close.repeat(depth)}`;
        const error = await refusedWith(status, body);
        const isKept = depth * levels <= 64;
        assert.deepEqual(error.body, isKept ? JSON.parse(body) : body);
        JSON.stringify(error);
        inspect(error, { depth: Infinity });
      }
    }
  });
}

test("JSON.stringify takes an error whose body nests 8,000 deep, and its message is read", async () => {
  for (const [open, close] of NESTS.map(([, open, close]) => [open, close])) {
    const deep = `${open?.repeat(8000)}1${close?.repeat(8000)}`.slice(0, 60_000);
    const error = await refusedWith(500, deep);
    assert.equal(JSON.parse(JSON.stringify(error)).body, deep.slice(0, 16_384));
  }
  const body = `{"message":"Boom.","deep":${"[".repeat(7000)}${"]".repeat(7000)}}`;
  const error = await refusedWith(422, body);
  assert.equal(error.message, "Boom.");
  assert.equal(error.body, body);
  assert.equal(JSON.parse(JSON.stringify(error)).body, body);
});
