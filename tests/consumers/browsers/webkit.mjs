/** WebKit as Debian has it, through WebDriver, on a display that nobody sees. */
import { connect, createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import { launch } from "../../../pkg-template/scripts/run.mjs";
import { inTime, oneByOne, shownText } from "./visit.mjs";

/** What is run in the page: as WebDriver's own wait would, it looks whenever something is drawn. */
const SHOWN = `
  const [done] = arguments;
  const look = () => {
    const text = (${shownText})();
    if (text) done(text);
    else requestAnimationFrame(look);
  };
  look();`;

/**
 * @param {import("../../../pkg-template/scripts/browser.mjs").WebKit} programs
 * @returns {Promise<import("./visit.mjs").Browser>}
 */
export async function startWebKit({ xvfb, webdriver, miniBrowser }) {
  const display = await startDisplay(xvfb);
  const port = await freePort();
  const env = { DISPLAY: display.name };
  const driver = launch(webdriver, [`--port=${port}`], { env, quiet: true });
  await listens(port);
  const options = { binary: miniBrowser, args: ["--automation"] };
  const { sessionId, capabilities } = await send(port, "/session", {
    capabilities: { alwaysMatch: { "webkitgtk:browserOptions": options } },
  });
  const session = `/session/${sessionId}`;

  /** @param {string} url */
  const visit = async (url) => {
    await send(port, `${session}/url`, { url });
    return send(port, `${session}/execute/async`, { script: SHOWN, args: [] });
  };
  return {
    version: capabilities.browserVersion,
    read: oneByOne((url) => inTime(visit(url))),
    close: async () => {
      driver.kill();
      await driver.ended;
      await display.end();
    },
  };
}

/**
 * @param {string} xvfb
 * @returns {Promise<{ name: string, end: () => Promise<unknown> }>}
 */
function startDisplay(xvfb) {
  return new Promise((resolve, reject) => {
    let output = "";
    // It chooses a number that is free, and prints it when it is ready.
    const server = launch(xvfb, ["-displayfd", "1"], {
      quiet: true,
      onText: (text) => {
        output += text;
        const number = /^(\d+)\n/m.exec(output)?.[1];
        const end = () => (server.kill(), server.ended);
        if (number) resolve({ name: `:${number}`, end });
      },
    });
    server.ended.then(() => reject(new Error(`Xvfb ended: ${output}`)));
  });
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/**
 * WebKit's driver does not say when it listens, so there is nothing but to try.
 * @param {number} port
 */
async function listens(port) {
  const tries = () =>
    new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
  for (let left = 200; !(await tries()); left--) {
    if (left === 0) throw new Error("WebKit's driver does not listen.");
    await setTimeout(50);
  }
}

/**
 * @param {number} port
 * @param {string} path
 * @param {object} body
 */
async function send(port, path, body) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  const { value } = /** @type {{ value: any }} */ (await response.json());
  if (!response.ok) throw new Error(`WebKit's driver: ${value.error}: ${value.message}`);
  return value;
}
