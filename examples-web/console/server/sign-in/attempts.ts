/**
 * Limits how often somebody may try to sign in: each source, and all unknown ones together, since
 * one attacker may have many addresses. A device that has signed in before has an allowance of its
 * own, so that an attacker who uses up the common one does not lock out the merchant.
 */
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

const WINDOW_SECONDS = 15 * 60;
const ATTEMPTS_OF_ONE = 10;
const ATTEMPTS_OF_STRANGERS = 100;
const STRANGERS = "strangers";

export class Attempts {
  readonly #one = new RateLimiterMemory({ points: ATTEMPTS_OF_ONE, duration: WINDOW_SECONDS });
  readonly #strangers = new RateLimiterMemory({
    points: ATTEMPTS_OF_STRANGERS,
    duration: WINDOW_SECONDS,
  });

  /**
   * Counts an attempt, before its password is looked at.
   * @returns For how many seconds no more are allowed, where that is so.
   */
  async begin(source: string, device: string | undefined): Promise<number | undefined> {
    if (device) return secondsLeft(this.#one.consume(keyOf(source, device)));
    return (
      (await secondsLeft(this.#one.consume(keyOf(source, device)))) ??
      (await secondsLeft(this.#strangers.consume(STRANGERS)))
    );
  }

  /** Somebody who knows the password does not count. */
  async succeeded(source: string, device: string | undefined): Promise<void> {
    await this.#one.delete(keyOf(source, device));
    if (!device) await this.#strangers.reward(STRANGERS);
  }
}

function keyOf(source: string, device: string | undefined): string {
  return device ? `device ${device}` : `source ${source}`;
}

async function secondsLeft(consumed: Promise<RateLimiterRes>): Promise<number | undefined> {
  try {
    await consumed;
    return undefined;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    return Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
  }
}
