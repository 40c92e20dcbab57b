// Traces of what the client does, by OpenTelemetry: one span for each call, inside the span that was
// active where it was made, and in it one for each request that was sent for it. Give it to one client:
//
//   const tracer = trace.getTracer("my-shop");
//   const reportei = new ReporteiCustomers({ accessToken, observer: tracing(tracer) });
//
// It needs `@opentelemetry/api`; which SDK and exporter are behind that is the program's choice. Names
// and attributes are those of the semantic conventions for HTTP clients, where these have any.

import { SpanKind, SpanStatusCode, context, trace } from "@opentelemetry/api";

/**
 * @typedef {import("reportei-customers").ReporteiEvent} Event
 * @typedef {import("@opentelemetry/api").Span} Span
 * @typedef {import("@opentelemetry/api").Attributes} Attributes
 * @typedef {{ span: Span, request?: Span }} Call
 */

/**
 * An observer for one client, since calls are told apart by their numbers in it.
 * @param {import("@opentelemetry/api").Tracer} tracer
 * @returns {(event: Event) => void}
 */
export function tracing(tracer) {
  /** @type {Map<number, Call>} */
  const calls = new Map();

  /** @param {Event} event The first of its call. */
  function begin(event) {
    const { call, method, path } = event;
    // A call that fails before it sends anything is heard of only in its end.
    const startTime = Date.now() - ("durationMs" in event ? event.durationMs : 0);
    const attributes = { "http.request.method": method, "url.template": path };
    const span = tracer.startSpan(`reportei ${method} ${path}`, { startTime, attributes });
    /** @type {Call} */
    const begun = { span };
    calls.set(call, begun);
    return begun;
  }

  return (event) => {
    const { method, path } = event;
    const call = calls.get(event.call) ?? begin(event);
    switch (event.type) {
      case "request":
        call.request = tracer.startSpan(
          `${method} ${path}`,
          {
            kind: SpanKind.CLIENT,
            attributes: {
              "http.request.method": method,
              "url.template": path,
              ...(event.attempt > 1 && { "http.request.resend_count": event.attempt - 1 }),
            },
          },
          trace.setSpan(context.active(), call.span),
        );
        break;
      case "response": {
        const { status, requestId, limit, remaining } = event;
        end(call.request, status >= 400 ? String(status) : undefined, {
          "http.response.status_code": status,
          "http.response.header.x-request-id": requestId && [requestId],
          "reportei.rate_limit.limit": limit,
          "reportei.rate_limit.remaining": remaining,
        });
        delete call.request;
        break;
      }
      case "retry":
        end(call.request, event.kind); // Where no answer came.
        delete call.request;
        call.span.addEvent("retry", {
          "error.type": event.kind,
          "reportei.retry.delay_ms": event.delayMs,
        });
        break;
      case "success":
        end(call.span, undefined, { "reportei.attempts": event.attempts });
        calls.delete(event.call);
        break;
      case "failure":
        end(call.request, event.kind);
        end(call.span, event.kind, {
          "reportei.attempts": event.attempts,
          "reportei.outcome": event.outcome,
          "http.response.status_code": event.status,
        });
        calls.delete(event.call);
    }
  };
}

/**
 * @param {Span | undefined} span
 * @param {string | undefined} errorType What went wrong, where something did.
 * @param {Attributes} [attributes]
 */
function end(span, errorType, attributes = {}) {
  span?.setAttributes(attributes);
  if (errorType) {
    span?.setAttribute("error.type", errorType);
    span?.setStatus({ code: SpanStatusCode.ERROR });
  }
  span?.end();
}
