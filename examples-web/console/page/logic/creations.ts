/** A creation as the page follows it: the server's events, applied one after the other. */
import type { Creation, CreationEvent, CreationItem, ItemState } from "../../shared/api";

export interface Followed {
  readonly creation: Creation;
  /** The API asked for a wait until then, in milliseconds since 1970. */
  readonly waitUntil?: number;
  readonly waitKind?: string;
}

export function follow(
  before: Followed | undefined,
  event: CreationEvent,
  now: number,
): Followed | undefined {
  if (event.type === "snapshot" || event.type === "end") return { creation: event.creation };
  if (!before) return before;
  if (event.type === "waiting") {
    return { ...before, waitUntil: now + event.delayMs, waitKind: event.kind };
  }
  const items = before.creation.items.with(event.item.index, event.item);
  return { creation: { ...before.creation, items, progress: event.progress } };
}

export const isRunning = ({ state }: Creation): boolean =>
  state === "running" || state === "stopping";

/** Sent, and nobody knows what became of it: a person decides. */
export const needsDecision = ({ state, dismissed }: CreationItem): boolean =>
  state === "unknown" && !dismissed;

/** The server has not looked yet for what it left behind, and will by itself. */
export const isLookedForLater = (item: CreationItem): boolean =>
  needsDecision(item) && item.candidates === undefined;

export function countItems(items: readonly CreationItem[]): Readonly<Record<ItemState, number>> {
  const counts = { waiting: 0, sending: 0, created: 0, failed: 0, unknown: 0, not_sent: 0 };
  for (const { state } of items) counts[state] += 1;
  return counts;
}

/** Whether `resume` has something to send. */
export function canResume(creation: Creation): boolean {
  const { not_sent, failed, waiting } = countItems(creation.items);
  return !isRunning(creation) && not_sent + failed + waiting > 0;
}

/** What a person looks for first: what needs a decision, what failed, what runs. */
export function forReading(items: readonly CreationItem[]): readonly CreationItem[] {
  const order = { unknown: 0, failed: 1, sending: 2, created: 3, waiting: 4, not_sent: 5 };
  return items.toSorted((a, b) => order[a.state] - order[b.state] || a.index - b.index);
}
