/** A batch of creations as the server has it in memory, and who watches it. */
import type {
  Creation,
  CreationEvent,
  CreationItem,
  CreationProgress,
  ItemState,
} from "../../shared/api";

/** An item, and what of it only the server needs. */
export type Item = CreationItem & {
  /** When it was sent last, in milliseconds since 1970. */
  readonly sentAt?: number;
  readonly auditId?: number;
};

export type CreationState = Creation["state"];

/** What a watcher has not been told yet. */
interface Unseen {
  readonly items: Set<Item>;
  waiting?: { readonly delayMs: number; readonly kind: string } | undefined;
  wake: () => void;
}

export class LiveCreation {
  readonly id: string;
  readonly user: string;
  readonly startedAt: number;
  readonly items: readonly Item[];
  state: CreationState;
  perSecond: number | undefined;
  /** How many items are in each state: watchers are told with every item. */
  readonly #counts: Record<ItemState, number> = {
    waiting: 0,
    sending: 0,
    created: 0,
    failed: 0,
    unknown: 0,
    not_sent: 0,
  };
  readonly #watchers = new Set<Unseen>();
  /** What the API asked for last, and until when. */
  #waiting = { until: 0, kind: "" };

  constructor(from: Pick<LiveCreation, "id" | "user" | "startedAt" | "items" | "state">) {
    this.id = from.id;
    this.user = from.user;
    this.startedAt = from.startedAt;
    this.items = from.items;
    this.state = from.state;
    for (const { state } of this.items) this.#counts[state] += 1;
  }

  static begin(id: string, user: string, names: readonly string[]): LiveCreation {
    const items = names.map((name, index): Item => ({ index, name, state: "waiting" }));
    return new LiveCreation({ id, user, startedAt: Date.now(), items, state: "running" });
  }

  get isUnderWay(): boolean {
    return this.state === "running" || this.state === "stopping";
  }

  /** Items that a person has to decide about. */
  get unsettled(): Item[] {
    return this.items.filter(({ state, dismissed }) => state === "unknown" && !dismissed);
  }

  progress(): CreationProgress {
    const total = this.items.length;
    const { waiting, sending, failed: refused, unknown } = this.#counts;
    const done = total - waiting - sending;
    const failed = refused + unknown;
    if (!this.isUnderWay || !this.perSecond) return { done, total, failed };
    const msLeft = Math.round(((total - done) / this.perSecond) * 1000);
    return { done, total, failed, perSecond: this.perSecond, msLeft };
  }

  snapshot(): Creation {
    return {
      id: this.id,
      user: this.user,
      startedAt: new Date(this.startedAt).toISOString(),
      state: this.state,
      items: this.items.map(shown),
      progress: this.progress(),
    };
  }

  /** Changes an item to what the journal has of it. */
  change(item: Item, next: Item): void {
    this.#counts[item.state] -= 1;
    this.#counts[next.state] += 1;
    for (const field of Object.keys(item)) {
      if (!(field in next)) Reflect.deleteProperty(item, field);
    }
    Object.assign(item, next);
    for (const watcher of this.#watchers) {
      watcher.items.add(item);
      watcher.wake();
    }
  }

  stateChanged(state: CreationState): void {
    this.state = state;
    for (const watcher of this.#watchers) watcher.wake();
  }

  apiAskedToWait(delayMs: number, kind: string): void {
    this.#waiting = { until: Date.now() + delayMs, kind };
    for (const watcher of this.#watchers) {
      watcher.waiting = { delayMs, kind };
      watcher.wake();
    }
  }

  /**
   * A snapshot, then what changes, until the creation ends. A watcher that is slow is told of each
   * item's last state only.
   */
  async *events(signal: AbortSignal): AsyncGenerator<CreationEvent> {
    const unseen: Unseen = { items: new Set(), wake: () => {} };
    const wake = () => unseen.wake();
    signal.addEventListener("abort", wake);
    this.#watchers.add(unseen);
    try {
      yield { type: "snapshot", creation: this.snapshot() };
      const { until, kind } = this.#waiting;
      const delayMs = until - Date.now();
      if (delayMs > 0 && this.isUnderWay) unseen.waiting ??= { delayMs, kind };
      while (!signal.aborted) {
        if (unseen.items.size === 0 && !unseen.waiting) {
          if (!this.isUnderWay) break;
          await new Promise<void>((resolve) => (unseen.wake = resolve));
        }
        for (const event of this.#news(unseen)) {
          if (signal.aborted) return;
          yield event;
        }
      }
      if (!signal.aborted) yield { type: "end", creation: this.snapshot() };
    } finally {
      signal.removeEventListener("abort", wake);
      this.#watchers.delete(unseen);
    }
  }

  *#news(unseen: Unseen): Generator<CreationEvent> {
    const { waiting } = unseen;
    unseen.waiting = undefined;
    if (waiting) yield { type: "waiting", ...waiting };
    const items = [...unseen.items];
    unseen.items.clear();
    const progress = this.progress();
    for (const item of items) yield { type: "item", item: shown(item), progress };
  }
}

function shown({ sentAt: _sentAt, auditId: _auditId, ...item }: Item): CreationItem {
  return item;
}
