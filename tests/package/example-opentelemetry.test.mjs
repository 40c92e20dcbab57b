// The example's spans, as OpenTelemetry's own SDK exports them, of calls that the sandbox answered.
import assert from "node:assert/strict";
import test from "node:test";
import { SpanKind, SpanStatusCode, context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { tracing } from "../../examples-web/node/opentelemetry.mjs";
import { imported, sandboxFor } from "./helpers/installed.mjs";
import { CUSTOMER_TOKEN, UUID } from "./helpers/stubbed.mjs";

/** @typedef {import("@opentelemetry/sdk-trace-base").ReadableSpan} ReadableSpan */

const { ReporteiCustomers } = await imported("reportei-customers");

context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());

/**
 * A client that is traced, of a sandbox over HTTP, and the spans that ended so far.
 * @param {import("node:test").TestContext} test
 * @param {object} [options]
 */
async function traced(test, options) {
  const { sandbox, apiUrl: baseUrl, accessToken } = await sandboxFor(test);
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  const tracer = provider.getTracer("test");
  const observer = tracing(tracer);
  const reportei = new ReporteiCustomers({ accessToken, baseUrl, observer, ...options });
  return { sandbox, tracer, reportei, spans: () => exporter.getFinishedSpans() };
}

/** @param {ReadableSpan} span */
const parent = ({ parentSpanContext }) => parentSpanContext?.spanId;
/** @param {ReadableSpan} span */
const id = (span) => span.spanContext().spanId;
/** @param {ReadableSpan[]} spans */
const calls = (spans) => spans.filter(({ name }) => name.startsWith("reportei "));
/**
 * @param {ReadableSpan[]} spans
 * @param {ReadableSpan | undefined} call
 */
const requests = (spans, call) => spans.filter((span) => call && parent(span) === id(call));

/** What was heard is told in a later microtask. */
const told = () => new Promise((resolve) => setImmediate(resolve));

test("a call is a span within the one that was active, with a span for each request in it", async (context) => {
  const { sandbox, tracer, reportei, spans } = await traced(context);
  const fault = { kind: "status", status: 503, retryAfter: 0 };
  sandbox.inject({ method: "GET", path: "/customers", times: 1, fault });
  await tracer.startActiveSpan("the program's own", async (own) => {
    await reportei.list();
    own.end();
  });
  await told();
  const [call, ...others] = calls(spans());
  const own = spans().find(({ name }) => name === "the program's own");
  assert.ok(call && own);
  assert.equal(others.length, 0);
  assert.equal(parent(call), id(own));
  assert.equal(call.name, "reportei GET /customers");
  assert.equal(call.attributes["reportei.attempts"], 2);
  assert.equal(call.status.code, SpanStatusCode.UNSET);
  assert.deepEqual(
    call.events.map(({ name, attributes }) => [name, attributes]),
    [["retry", { "error.type": "server", "reportei.retry.delay_ms": 0 }]],
  );
  const [first, second, ...more] = requests(spans(), call);
  assert.equal(more.length, 0);
  assert.equal(first?.kind, SpanKind.CLIENT);
  assert.equal(first?.status.code, SpanStatusCode.ERROR);
  assert.equal(first?.attributes["error.type"], "503");
  assert.equal(second?.attributes["http.request.resend_count"], 1);
  assert.equal(second?.attributes["http.response.status_code"], 200);
});

test("requests of calls that are made at once are each within their own", async (context) => {
  const { sandbox, reportei, spans } = await traced(context);
  const fault = { kind: "status", status: 500, retryAfter: 0 };
  sandbox.inject({ method: "GET", path: "/customers", times: 2, fault });
  await Promise.all(Array.from({ length: 6 }, () => reportei.list()));
  await told();
  const ended = spans();
  const counts = calls(ended).map((call) => [
    requests(ended, call).length,
    call.attributes["reportei.attempts"],
  ]);
  assert.equal(counts.length, 6);
  for (const [sent, attempts] of counts) assert.equal(sent, attempts);
  assert.equal(ended.length, 6 + 6 + 2);
});

test("a failure says what is known of it, answered or not or never sent, and every span ends", async (context) => {
  const { sandbox, reportei, spans } = await traced(context, { maxRetries: 0 });
  sandbox.inject({ method: "POST", path: "/customers", times: 1, fault: { kind: "lost" } });
  await assert.rejects(reportei.create({ name: "Padaria" }));
  await assert.rejects(reportei.show(UUID));
  await assert.rejects(reportei.list({}, { signal: AbortSignal.abort() }));
  await told();
  const failed = calls(spans()).map(({ attributes, status }) => [
    attributes["error.type"],
    attributes["reportei.outcome"],
    attributes["http.response.status_code"],
    status.code,
  ]);
  assert.deepEqual(failed, [
    ["network", "unknown", undefined, SpanStatusCode.ERROR],
    ["not_found", "rejected", 404, SpanStatusCode.ERROR],
    ["aborted", "not_sent", undefined, SpanStatusCode.ERROR],
  ]);
  assert.equal(spans().length, 3 + 2);
});

test("no span shows a token or a customer", async (context) => {
  const { sandbox, reportei, spans } = await traced(context, { maxRetries: 0 });
  const created = await reportei.create({ name: "Padaria São João" });
  await reportei.settings({ customerToken: created.api_token });
  await reportei.settings({ customerToken: CUSTOMER_TOKEN }).catch(() => {});
  await reportei.delete(created.uuid);
  await told();
  const shown = JSON.stringify(
    spans().map(({ name, attributes, events }) => [name, attributes, events]),
  );
  assert.equal(calls(spans()).length, 4);
  const secrets = [sandbox.accessToken, created.api_token, CUSTOMER_TOKEN, created.uuid, "Padaria"];
  for (const secret of secrets) assert.ok(!shown.includes(secret), shown);
});
