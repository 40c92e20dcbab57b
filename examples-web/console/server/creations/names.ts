/**
 * One thing at a time for each name. The API knows nothing of a creation but its name, so two of one
 * name under way together could not be told apart: which of them failed, and which of them a
 * customer without a token belongs to.
 */
export class NameLocks {
  readonly #last = new Map<string, Promise<void>>();

  /** Waits until nobody else has the name. @returns What gives it back. */
  async take(name: string): Promise<() => void> {
    const key = comparable(name);
    const earlier = this.#last.get(key);
    let release = () => {};
    const mine = new Promise<void>((resolve) => {
      release = () => {
        if (this.#last.get(key) === mine) this.#last.delete(key);
        resolve();
      };
    });
    this.#last.set(key, mine);
    await earlier;
    return release;
  }
}

/** What Laravel trims: white space, and marks without a width. */
const BLANKS = /[\p{White_Space}\0\u180e\u200b\u200e\ufeff]+/gu;

/** A name, such that names which `findUnconfirmed` takes for equal are equal. */
export function comparable(name: string): string {
  return name.replaceAll(BLANKS, " ").trim().normalize("NFC").toLowerCase();
}
