/** How long something has taken, and what for: nothing for the first two seconds. */
import { useEffect, useState, useSyncExternalStore } from "react";
import { callLog } from "../api/call-log";

const SAID_AFTER_MS = 2_000;

export interface WaitingState {
  readonly seconds: number;
  /** The API asked for a wait, or does not answer: the call is made again after so many seconds. */
  readonly retry?: { readonly seconds: number; readonly kind: string };
}

export function useWaiting(active: boolean): WaitingState | undefined {
  const calls = useSyncExternalStore(callLog.subscribe, callLog.snapshot);
  const [times, setTimes] = useState<{ since: number; now: number }>();
  useEffect(() => {
    if (!active) return setTimes(undefined);
    const since = Date.now();
    const tick = () => setTimes({ since, now: Date.now() });
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [active]);

  if (!active || !times || times.now - times.since < SAID_AFTER_MS) return undefined;
  const waits = [...calls.values()].flatMap(({ retry }) => (retry ? [retry] : []));
  const last = waits.toSorted((a, b) => b.at - a.at)[0];
  const left = last ? Math.ceil((last.at - times.now) / 1_000) : 0;
  return {
    seconds: Math.floor((times.now - times.since) / 1_000),
    ...(last && left > 0 && { retry: { seconds: left, kind: last.kind } }),
  };
}
