/** Which sentence a person reads, for each kind of error and each refusal. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { load } from "./helpers/load.mjs";

const { problemOf, problemOfFailure, Refused, sentenceOf } = await load("logic/problems.ts");
const { en } = await load("messages/en.ts");
const { ptBR } = await load("messages/pt-BR.ts");

const problem = (/** @type {object} */ fields) => ({
  kind: "server",
  outcome: "rejected",
  message: "",
  fieldErrors: {},
  ...fields,
});
const read = { online: true, write: false };
const write = { online: true, write: true };

/** @type {[object, { online: boolean, write: boolean }, string][]} */
const SENTENCES = [
  [{ kind: "network", outcome: "unknown" }, { online: false, write: false }, "offline"],
  [{ kind: "network", outcome: "not_sent" }, { online: false, write: true }, "offline"],
  [{ kind: "network", outcome: "unknown" }, read, "network"],
  [{ kind: "network", outcome: "unknown" }, write, "networkUnknown"],
  [{ kind: "timeout", outcome: "unknown" }, read, "timeout"],
  [{ kind: "timeout", outcome: "unknown" }, write, "timeoutUnknown"],
  [{ kind: "timeout", outcome: "not_sent" }, write, "timeout"],
  [{ kind: "rate_limit" }, write, "rateLimit"],
  [{ kind: "server", outcome: "unknown" }, read, "server"],
  [{ kind: "server", outcome: "unknown" }, write, "serverUnknown"],
  [{ kind: "authentication" }, read, "accessToken"],
  [{ kind: "authentication", code: "signed_out" }, read, "signedOut"],
  [{ kind: "authentication", code: "wrong_password" }, read, "wrongPassword"],
  [{ kind: "rate_limit", code: "too_many_attempts" }, read, "tooManyAttempts"],
  [{ kind: "permission" }, write, "permission"],
  [{ kind: "permission", code: "forbidden_origin" }, write, "forbiddenOrigin"],
  [{ kind: "not_found" }, write, "gone"],
  [{ kind: "not_found", code: "not_found" }, read, "notThere"],
  [{ kind: "validation" }, write, "validation"],
  [{ kind: "invalid_argument", outcome: "not_sent" }, write, "validation"],
  [{ kind: "aborted", outcome: "not_sent" }, write, "cancelled"],
  [{ kind: "aborted", outcome: "unknown" }, write, "cancelledUnknown"],
  [{ kind: "decode", outcome: "applied" }, write, "unreadableApplied"],
  [{ kind: "decode", outcome: "applied" }, read, "unreadable"],
  [{ kind: "http" }, write, "other"],
  [{ kind: "server", code: "api_unreachable", outcome: "unknown" }, read, "apiUnreachable"],
  [{ kind: "server", code: "api_timeout", outcome: "unknown" }, read, "timeout"],
  [{ kind: "server", code: "api_timeout", outcome: "unknown" }, write, "timeoutUnknown"],
  [{ kind: "http", code: "no_customer_token" }, read, "noCustomerToken"],
  [{ kind: "validation", code: "wrong_customer_token" }, write, "wrongCustomerToken"],
  [{ kind: "http", code: "conflict" }, write, "conflict"],
  [{ kind: "bug" }, read, "other"],
];

for (const [fields, circumstances, sentence] of SENTENCES) {
  const { online, write: writes } = circumstances;
  const when = `${JSON.stringify(fields)}, ${online ? "online" : "offline"}, a ${writes ? "write" : "read"}`;
  test(`${when}: ${sentence}, in both languages`, () => {
    assert.equal(sentenceOf(problem(fields), circumstances), sentence);
    for (const { problems } of [en, ptBR]) {
      assert.ok(problems[sentence].title.length > 0 && problems[sentence].next.length > 0);
    }
  });
}

test("a refusal of the console and a failure of a creation say when to try again", () => {
  const refused = problem({ retryAt: 5 });
  assert.equal(problemOf(new Refused(refused)), refused);
  const failure = { kind: "rate_limit", message: "Slow down.", retryAfterMs: 2_000 };
  assert.equal(problemOfFailure(failure, 1_000).retryAt, 3_000);
  assert.equal(problemOfFailure({ ...failure, outcome: "odd" }).outcome, "unknown");
});

test("what is no error of the API is told apart", () => {
  assert.equal(problemOf(new TypeError("x is not a function")).kind, "bug");
});
