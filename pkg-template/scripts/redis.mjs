/** Finds a Redis server, or installs it where that is a matter of one command. */
import { findOrInstall, firstOf, once } from "./programs.mjs";

/** @type {() => Promise<string>} */
export const findOrInstallRedis = once(() =>
  findOrInstall(() => firstOf(["redis-server"]), {
    packages: ["redis-server"],
    otherwise: "No redis-server was found: install Redis.",
  }),
);
