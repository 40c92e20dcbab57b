import { useNow } from "./use-now";

/** How long until a time, in whole seconds; 0 from then on, and where there is none. */
export function useSecondsLeft(until: number | undefined): number {
  const now = useNow(until !== undefined);
  return Math.max(0, Math.ceil(((until ?? 0) - now) / 1_000));
}
