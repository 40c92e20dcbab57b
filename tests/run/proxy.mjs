/**
 * Stands between Chromium and the server of wasm-bindgen's test runner, and asks that server for
 * one thing after the other, on a single connection.
 *
 * The server is tiny_http 0.12.0, whose pool begins with four threads; a connection holds one of
 * them until it closes. It starts another only where it counts none as waiting, and one that was
 * woken counts as waiting until it runs. So of the six connections on which Chromium asks for the
 * modules, two may be queued with no thread left for them. As Chromium keeps the other four open,
 * these two are never read, and the page never loads.
 * Nor do connections help that close after their answer: it hangs up on some without one.
 */
import { once } from "node:events";
import { Agent, createServer, request } from "node:http";
import { pipeline } from "node:stream";

/** @returns {Promise<{ flags: string[], close: () => void }>} `flags` make Chromium use it. */
export async function singleConnectionProxy() {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const server = createServer((asked, response) => {
    const { method, headers, url = "" } = asked;
    const passedOn = request(url, { method, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      // Where one side breaks off, so does the other.
      pipeline(answer, response, () => {});
    });
    passedOn.on("error", () => response.destroy());
    asked.pipe(passedOn);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  return {
    // By itself, Chromium takes no proxy to its own machine.
    flags: [`--proxy-server=http=127.0.0.1:${port}`, "--proxy-bypass-list=<-loopback>"],
    close: () => {
      server.close();
      server.closeAllConnections();
      agent.destroy();
    },
  };
}
