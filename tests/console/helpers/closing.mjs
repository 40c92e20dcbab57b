/** For a program what a test's context is for a test: it ends what was started, the last first. */
export class Closing {
  /** @type {(() => unknown)[]} */
  #ends = [];

  /** @param {() => unknown} end */
  after(end) {
    this.#ends.unshift(end);
  }

  async close() {
    for (const end of this.#ends.splice(0)) await end();
  }
}
