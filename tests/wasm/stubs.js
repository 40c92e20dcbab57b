/**
 * A fetch that gives its answers by turns, the last one for ever, and remembers what it was asked.
 * @param {[status: number | string, body?: string, headers?: object][]} answers A status, its body and
 *   headers, or the name of what else a fetch may do.
 */
export function byTurns(answers) {
  const fetch = async (url, init) => {
    const [status, body, headers] = answers[Math.min(fetch.requests.length, answers.length - 1)];
    fetch.requests.push({ ...init, url });
    if (status === "fail") throw new TypeError("fetch failed");
    if (status === "stall") return new Promise(() => {});
    if (status === "error") return Response.error();
    const response = new Response(body, { status: status === "read" ? 200 : status, headers });
    if (status === "read") await response.text();
    return response;
  };
  fetch.requests = [];
  return fetch;
}
