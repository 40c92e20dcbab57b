/** Where and with what it was measured. */
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { root } from "../../pkg-template/scripts/paths.mjs";

const PACKAGES = ["ky", "axios", "openapi-fetch"];

/**
 * @typedef {object} Machine
 * @property {string} date
 * @property {string} hardware
 * @property {string} system
 * @property {string} load Of the minute before it began: how many programs wanted a processor.
 */

/** @returns {Machine} */
export function machine() {
  const [{ model = "" } = {}, ...others] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return {
    date: new Date().toISOString().slice(0, 10),
    hardware: `${model.trim()}, ${others.length + 1} cores, ${gigabytes} GB`,
    system: `${type()} ${release().split("-")[0]}`,
    load: (loadavg()[0] ?? 0).toFixed(1),
  };
}

/**
 * @param {string} own This package's version.
 * @returns {Record<string, string>}
 */
export function versions(own) {
  const others = PACKAGES.map((name) => {
    const manifest = join(root, "node_modules", name, "package.json");
    return [name, JSON.parse(readFileSync(manifest, "utf8")).version];
  });
  return { "reportei-customers": own, ...Object.fromEntries(others), Node: process.versions.node };
}
