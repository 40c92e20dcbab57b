/** The shortest program with each client: what it imports, and its first call. */
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { root } from "../../../pkg-template/scripts/paths.mjs";
import { CONTROL, OURS, RAW } from "../clients/index.mjs";

/**
 * @typedef {object} Program
 * @property {string} name
 * @property {string} [from] The module that it imports, as `it`; none for a program without a client.
 * @property {string} show What shows a customer; `baseUrl`, `accessToken`, `headers` and `uuid` are there.
 */

const raw = "(await (await fetch(`${baseUrl}/customers/${uuid}`, { headers })).json()).customer";

/** @type {Program[]} */
export const PROGRAMS = [
  { name: RAW, show: raw },
  { name: CONTROL, show: raw },
  {
    name: OURS,
    from: new URL("../../../pkg/index.js", import.meta.url).href,
    show: "new it.ReporteiCustomers({ baseUrl, accessToken }).show(uuid)",
  },
  {
    name: "hand-written",
    from: new URL("../clients/handwritten.mjs", import.meta.url).href,
    show: "new it.HandwrittenClient({ baseUrl, accessToken }).show(uuid)",
  },
  {
    name: "ky",
    from: import.meta.resolve("ky"),
    show: "(await it.default.create({ prefixUrl: baseUrl, headers }).get(`customers/${uuid}`).json()).customer",
  },
  {
    name: "axios",
    from: import.meta.resolve("axios"),
    show: "(await it.default.create({ baseURL: baseUrl, headers }).get(`/customers/${uuid}`)).data.customer",
  },
  {
    name: "openapi-fetch",
    from: import.meta.resolve("openapi-fetch"),
    show: "(await it.default({ baseUrl, headers }).GET(`/customers/{uuid}`, { params: { path: { uuid } } })).data.customer",
  },
];

const SIGNATURE = "async (baseUrl, accessToken, uuid) =>";
const HEADERS =
  'const headers = { accept: "application/json", authorization: `Bearer ${accessToken}` };';

/**
 * A function that imports what there is to import, and makes the first call.
 * @param {Program} program
 */
export function imported({ from, show }) {
  const load = from ? `const it = await import(${JSON.stringify(from)});` : "";
  return `${SIGNATURE} { ${load} ${HEADERS} return ${show}; }`;
}

/**
 * The same as a module for a browser, with all that it needs: it exports the function as `show`.
 * @param {Program} program
 */
export async function bundled({ from, show }) {
  const load = from ? `import * as it from ${JSON.stringify(fileURLToPath(from))};` : "";
  const { outputFiles } = await build({
    stdin: {
      contents: `${load} export const show = ${SIGNATURE} { ${HEADERS} return ${show}; };`,
      resolveDir: root,
    },
    bundle: true,
    format: "esm",
    target: "es2022",
    minify: true,
    write: false,
    logLevel: "warning",
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
}
