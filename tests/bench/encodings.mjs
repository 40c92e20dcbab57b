/** The ways to carry a wasm in a JavaScript module that were compared. */
import { deflateRawSync } from "node:zlib";
import { inlined } from "../../pkg-template/scripts/inline.mjs";
import { DECODE_91, encode91 } from "./base91.mjs";

/** @type {Record<string, (wasm: Buffer) => string>} By name, the source of the module. */
export const ENCODINGS = {
  base64: (wasm) => fromCharacters(`atob("${wasm.toString("base64")}")`),

  "a character per byte": inlined,

  hex: (wasm) => `
const text = "${wasm.toString("hex")}";
const bytes = new Uint8Array(${wasm.length});
for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.substr(2 * i, 2), 16);
export default bytes;`,

  basE91: (wasm) => `${DECODE_91}
export default decode91(${wasm.length}, ${JSON.stringify(encode91(wasm))});`,

  "latin1, not ASCII": (wasm) => fromCharacters(JSON.stringify(wasm.toString("latin1"))),

  "deflate in basE91, DecompressionStream": (wasm) => {
    const deflated = deflateRawSync(wasm, { level: 9 });
    return `${DECODE_91}
const bytes = decode91(${deflated.length}, ${JSON.stringify(encode91(deflated))});
const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
export default new Uint8Array(await new Response(stream).arrayBuffer());`;
  },

  "deflate in basE91, fflate": (wasm) => {
    const deflated = deflateRawSync(wasm, { level: 9 });
    return `import { inflateSync } from "fflate";
${DECODE_91}
const bytes = decode91(${deflated.length}, ${JSON.stringify(encode91(deflated))});
export default inflateSync(bytes, { out: new Uint8Array(${wasm.length}) });`;
  },
};

/**
 * @param {string} text An expression, of a text whose character codes are the bytes.
 */
function fromCharacters(text) {
  return `
const text = ${text};
const bytes = new Uint8Array(text.length);
for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
export default bytes;`;
}
