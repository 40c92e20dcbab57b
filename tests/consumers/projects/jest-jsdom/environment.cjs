// jsdom has neither `fetch` nor `TextDecoder`: whoever tests code that fetches lends it Node's.
const { TestEnvironment } = require("jest-environment-jsdom");

module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    const { AbortController, AbortSignal, Headers, Request, Response } = globalThis;
    const { fetch, TextDecoder, TextEncoder } = globalThis;
    const web = { AbortController, AbortSignal, Headers, Request, Response };
    Object.assign(this.global, { ...web, fetch, TextDecoder, TextEncoder });
  }
};
