/** Which calls of the API are under way, and which of them wait: what the page says meanwhile. */
import type { ReporteiEvent } from "reportei-customers";

export interface CallUnderWay {
  readonly method: string;
  readonly path: string;
  /** Of a call that waits to be made again: until when, and because of what. */
  readonly retry?: { readonly at: number; readonly kind: string };
}

function createCallLog() {
  const calls = new Map<number, CallUnderWay>();
  return {
    observe(event: ReporteiEvent): void {
      const { call, method, path } = event;
      if (event.type === "request") calls.set(call, { method, path });
      if (event.type === "retry") {
        const retry = { at: Date.now() + event.delayMs, kind: event.kind };
        calls.set(call, { method, path, retry });
      }
      if (event.type === "success" || event.type === "failure") calls.delete(call);
    },
    underWay: (): readonly CallUnderWay[] => [...calls.values()],
  };
}

export const callLog = createCallLog();
