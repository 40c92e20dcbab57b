/** A served sandbox whose requests a test hears of before and after they are handled. */
import { imported } from "../package/helpers/installed.mjs";

const { ReporteiSandbox } = await imported("reportei-customers/sandbox");
const { serve } = await imported("reportei-customers/sandbox/serve");

/**
 * @typedef {{ method: string, path: string }} Heard
 *
 * @param {object} options Of the sandbox.
 * @param {{ before?: (request: Heard, sandbox: any) => void, after?: (request: Heard) => void }} listeners
 */
export async function serveListening(options, { before, after }) {
  const sandbox = new ReporteiSandbox({ rateLimitPerMinute: 1_000_000_000, ...options });
  const served = await serve({
    sandbox: {
      handle(/** @type {Heard} */ request) {
        before?.(request, sandbox);
        const answer = sandbox.handle(request);
        after?.(request);
        return answer;
      },
      journal: (/** @type {number | undefined} */ last) => sandbox.journal(last),
    },
  });
  return {
    sandbox,
    apiUrl: `${served.url}/api`,
    accessToken: sandbox.accessToken,
    close: () => served.close(),
  };
}

/**
 * The same for one test.
 * @param {import("node:test").TestContext} test
 * @param {Parameters<typeof serveListening>[0]} options
 * @param {Parameters<typeof serveListening>[1]} [listeners]
 */
export async function listeningFor(test, options, listeners = {}) {
  const served = await serveListening(options, listeners);
  test.after(() => served.close());
  return served;
}
