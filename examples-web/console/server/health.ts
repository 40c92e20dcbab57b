/** Asks the console of this machine for its page; the exit code says whether it answers. */
import { get } from "node:http";
import { readSettings } from "./config";

const TIMEOUT_MS = 5_000;

const { port, publicOrigins } = readSettings(process.env);
const [origin = `http://127.0.0.1:${port}`] = publicOrigins;
const headers = { host: new URL(origin).host };
const request = get({ host: "127.0.0.1", port, headers, timeout: TIMEOUT_MS }, (response) => {
  response.resume();
  process.exitCode = response.statusCode === 200 ? 0 : 1;
});
request.on("timeout", () => request.destroy());
request.on("error", () => (process.exitCode = 1));
