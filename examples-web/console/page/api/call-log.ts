/** Which calls of the API are under way, and which of them wait: what the page says meanwhile. */
import type { ReporteiEvent } from "reportei-customers";

export interface CallUnderWay {
  readonly method: string;
  readonly path: string;
  /** Of a call that waits to be made again: until when, and because of what. */
  readonly retry?: { readonly at: number; readonly kind: string };
}

type Listener = () => void;

function createCallLog() {
  const listeners = new Set<Listener>();
  let calls: ReadonlyMap<number, CallUnderWay> = new Map();

  function change(edit: (map: Map<number, CallUnderWay>) => void): void {
    const next = new Map(calls);
    edit(next);
    calls = next;
    for (const listener of listeners) listener();
  }

  return {
    observe(event: ReporteiEvent): void {
      const { call, method, path } = event;
      if (event.type === "request") change((map) => map.set(call, { method, path }));
      if (event.type === "retry") {
        const retry = { at: Date.now() + event.delayMs, kind: event.kind };
        change((map) => map.set(call, { method, path, retry }));
      }
      if (event.type === "success" || event.type === "failure") change((map) => map.delete(call));
    },
    snapshot: () => calls,
    subscribe(listener: Listener): Listener {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const callLog = createCallLog();
