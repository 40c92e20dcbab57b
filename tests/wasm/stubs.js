/**
 * A fetch that gives its answers by turns, the last one for ever, and remembers what it was asked.
 * @param {[what: any, body?: string, headers?: Record<string, string>][]} answers A status, its body and
 *   headers, or the name of what else a fetch may do.
 */
export function byTurns(answers) {
  const fetch = async (url, init) => {
    const [what, body, headers] = answers[Math.min(fetch.requests.length, answers.length - 1)];
    fetch.requests.push({ ...init, url });
    if (what === "fail") throw new TypeError("fetch failed");
    if (what === "stall") return new Promise(() => {});
    if (what === "error") return Response.error();
    const response = new Response(body, { status: what === "read" ? 200 : what, headers });
    if (what === "read") await response.text();
    return response;
  };
  fetch.requests = [];
  return fetch;
}
