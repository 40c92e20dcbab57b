/**
 * The bytes that a text stands for; `pkg-template/README.md` tells why it is this text.
 *
 * A byte is one character of printable ASCII, itself where it is one, and the same wherever it
 * occurs, so that gzip and brotli see what they would see in the bytes themselves. There are too few
 * characters for all bytes: the rarer ones are two, the first of them `}` or `~`.
 */

/** What strings, templates or HTML give a meaning to. */
const SPECIAL = "\"$'<\\`";

/** The two characters that begin a pair, and the room that the table has for each. */
const FIRST = 125;
const SECOND = 126;
const ROOM = 128;

/**
 * By a callback: engines would begin to optimize a loop while it runs, which takes longer than it.
 * @type {(runs: number[], text: string) => Uint8Array} The runs are those of `byteTable`.
 */
export function decode(runs, text) {
  const table = byteTable(runs);
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  let pair = 0;
  // In place, since there are never more bytes than characters.
  bytes.forEach((code) => {
    if (pair || code < FIRST) {
      bytes[length++] = /** @type {number} */ (table[pair + code]);
      pair = 0;
    } else {
      pair = (code - FIRST + 1) * ROOM;
    }
  });
  return bytes.subarray(0, length);
}

/**
 * Bytes by character code: those that stand for themselves, and in what they leave free first those
 * that are one character, then those that are two; either in their own order.
 * @param {number[]} runs How many bytes in a row, from 0 on, are one character, two, one, and so on.
 */
export function byteTable(runs) {
  const bytes = /** @type {[number[], number[]]} */ ([[], []]);
  let byte = 0;
  runs.forEach((run, i) => {
    while (run--) bytes[/** @type {0 | 1} */ (i % 2)].push(byte++);
  });
  const table = /** @type {number[]} */ ([]);
  for (byte of bytes[0]) if (byte < FIRST && isFree(byte)) table[byte] = byte;
  let index = 0;
  for (byte of bytes.flat()) {
    if (table[byte] === byte) continue;
    while (index in table || !isFree(index)) index++;
    table[index] = byte;
  }
  return table;
}

/** @param {number} index */
function isFree(index) {
  const code = index % ROOM;
  const isPrintable = code > 31 && code < 127 && !SPECIAL.includes(String.fromCharCode(code));
  return isPrintable && index !== FIRST && index !== SECOND;
}
