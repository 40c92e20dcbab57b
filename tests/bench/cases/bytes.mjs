/** What goes over the wire: each package once, minified and with all that it needs, and its requests. */
import { brotliCompressSync, gzipSync } from "node:zlib";
import { UUID } from "../answers.mjs";
import { CONTESTANTS } from "../clients/index.mjs";
import { PROGRAMS, bundled } from "./programs.mjs";

/**
 * @typedef {object} Bytes
 * @property {string} name
 * @property {number} [raw] Of the shortest program with it, minified.
 * @property {number} [gzip]
 * @property {number} [brotli]
 * @property {number} show What the call sends, with its headers.
 * @property {number} create
 */

/**
 * @param {string} url The server's.
 * @returns {Promise<Bytes[]>}
 */
export async function bytes(url) {
  const rows = [];
  for (const { name, make } of CONTESTANTS) {
    const { show, create } = make({ baseUrl: url });
    const program = PROGRAMS.find((program) => program.name === name);
    rows.push({
      name,
      ...(program && sizesOf(await bundled(program))),
      show: await sentBy(url, () => show(UUID)),
      create: await sentBy(url, () => create("Padaria Flor de Minas")),
    });
  }
  return rows;
}

/** @param {Uint8Array} file */
function sizesOf(file) {
  return {
    raw: file.length,
    gzip: gzipSync(file, { level: 9 }).length,
    brotli: brotliCompressSync(file).length,
  };
}

/**
 * @param {string} url
 * @param {() => Promise<unknown>} action
 */
async function sentBy(url, action) {
  const count = async () => Number(await (await fetch(`${url}/bytes`)).text());
  await count();
  await action();
  return count();
}
