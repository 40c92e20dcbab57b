/** How long something has taken, and what for: nothing for the first two seconds. */
import { useEffect, useState } from "react";
import { callLog } from "../api/call-log";

const SAID_AFTER_MS = 2_000;
const SAID_EVERY_MS = 500;

export interface WaitingState {
  readonly seconds: number;
  /** The API asked for a wait, or does not answer: the call is made again after so many seconds. */
  readonly retry?: { readonly seconds: number; readonly kind: string };
}

export function useWaiting(active: boolean): WaitingState | undefined {
  const [waiting, setWaiting] = useState<WaitingState>();
  useEffect(() => {
    if (!active) return;
    const since = Date.now();
    const timer = setInterval(() => {
      const now = Date.now();
      if (now - since >= SAID_AFTER_MS) setWaiting(waitingAt(now, since));
    }, SAID_EVERY_MS);
    return () => {
      clearInterval(timer);
      setWaiting(undefined);
    };
  }, [active]);
  return waiting;
}

function waitingAt(now: number, since: number): WaitingState {
  const waits = callLog.underWay().flatMap(({ retry }) => (retry ? [retry] : []));
  const last = waits.toSorted((a, b) => b.at - a.at)[0];
  const left = last ? Math.ceil((last.at - now) / 1_000) : 0;
  return {
    seconds: Math.floor((now - since) / 1_000),
    ...(last && left > 0 && { retry: { seconds: left, kind: last.kind } }),
  };
}
