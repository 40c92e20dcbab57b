/**
 * The API of the benchmarks, in a process of its own: prints its port, and ends with its standard
 * input. Under `/slow`, every answer takes 20 ms longer; `/bytes` tells how many it was sent since
 * it was asked last; `/page` is an empty page, and `/files/` has what such pages load.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { basename, join } from "node:path";
import { answerTo } from "./answers.mjs";

const LATENCY_MS = 20;
const [customers, dir = ""] = process.argv.slice(2);
const total = Number(customers);

let received = 0;

const server = createServer((request, response) => {
  const { method = "GET", url = "/" } = request;
  if (url === "/bytes") {
    response.end(String(received));
    received = 0;
    return;
  }
  if (url === "/page" || url.startsWith("/files/")) {
    const isPage = url === "/page";
    response.setHeader("content-type", isPage ? "text/html" : "text/javascript");
    response.end(isPage ? "<!doctype html>" : readFileSync(join(dir, basename(url))));
    return;
  }
  received += sizeOf(request);
  request.resume();
  request.on("end", () => {
    const { status, body } = answerTo(method, url, total);
    const answer = () =>
      response
        .writeHead(status, {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "x-ratelimit-limit": "60000",
          "x-ratelimit-remaining": "59999",
        })
        .end(body);
    if (url.startsWith("/slow")) setTimeout(answer, LATENCY_MS);
    else answer();
  });
});

/**
 * A request as it is on the wire, with its headers and its body.
 * @param {import("node:http").IncomingMessage} request
 */
function sizeOf({ method = "", url = "", rawHeaders, headers }) {
  const line = `${method} ${url} HTTP/1.1\r\n`.length;
  // Each header has a colon and a space, or an end of line, behind it.
  const lines = rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
  return line + lines + 2 + Number(headers["content-length"] ?? 0);
}

// Else connections are closed while a benchmark has others to attend to.
server.keepAliveTimeout = 0;
server.headersTimeout = 0;
server.requestTimeout = 0;
server.listen(0, "127.0.0.1", 4096, () => {
  const address = /** @type {import("node:net").AddressInfo} */ (server.address());
  console.log(address.port);
});
process.stdin.resume().on("end", () => process.exit());
