/** basE91: thirteen or fourteen bits in two characters of ASCII, for the comparison alone. */

// Without what strings and templates give a meaning to; the original has the double quote.
const ALPHABET =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#%&()*+,./:;<=>?@[]^_{|}~-' ";

/** @param {Uint8Array} bytes */
export function encode91(bytes) {
  let text = "";
  let queue = 0;
  let bits = 0;
  for (const byte of bytes) {
    queue |= byte << bits;
    bits += 8;
    if (bits <= 13) continue;
    let value = queue & 8191;
    const taken = value > 88 ? 13 : 14;
    if (taken === 14) value = queue & 16383;
    queue >>>= taken;
    bits -= taken;
    text += digits(value);
  }
  return bits ? text + digits(queue) : text;
}

/** @param {number} value */
const digits = (value) => ALPHABET.charAt(value % 91) + ALPHABET.charAt(Math.floor(value / 91));

/** The source of the function that decodes it. */
export const DECODE_91 = `
const ALPHABET = ${JSON.stringify(ALPHABET)};
function decode91(size, text) {
  const digit = [];
  for (let i = 0; i < 91; i++) digit[ALPHABET.charCodeAt(i)] = i;
  const bytes = new Uint8Array(size);
  let queue = 0, bits = 0, length = 0;
  for (let i = 0; i < text.length; i += 2) {
    const value = digit[text.charCodeAt(i)] + digit[text.charCodeAt(i + 1)] * 91;
    queue |= value << bits;
    bits += (value & 8191) > 88 ? 13 : 14;
    for (; bits > 7 && length < size; bits -= 8, queue >>>= 8) bytes[length++] = queue;
  }
  return bytes;
}`;
