/**
 * Seals customers' tokens: AES-256-GCM under a key from the environment. Each row says by a key id
 * which key it needs, so that keys can be rotated, and is bound to its customer: a row that is moved
 * to another customer does not open.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

export interface Sealed {
  readonly keyId: string;
  readonly nonce: Uint8Array;
  /** The ciphertext, and behind it the tag. */
  readonly sealed: Uint8Array;
}

export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export class Cipher {
  readonly currentKeyId: string;
  readonly #keys: Map<string, Uint8Array>;

  /** @param keys The first one seals, all of them open. */
  constructor(keys: readonly [Uint8Array, ...Uint8Array[]]) {
    this.#keys = new Map(keys.map((key) => [idOf(key), key]));
    this.currentKeyId = idOf(keys[0]);
  }

  has(keyId: string): boolean {
    return this.#keys.has(keyId);
  }

  seal(uuid: string, token: string): Sealed {
    const keyId = this.currentKeyId;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv("aes-256-gcm", this.#key(keyId), nonce).setAAD(boundTo(uuid));
    const text = [cipher.update(token, "utf8"), cipher.final()];
    return { keyId, nonce, sealed: Buffer.concat([...text, cipher.getAuthTag()]) };
  }

  /** @throws Where the row was changed, or is another customer's. */
  open(uuid: string, { keyId, nonce, sealed }: Sealed): string {
    const end = sealed.length - TAG_BYTES;
    const options = { authTagLength: TAG_BYTES };
    const decipher = createDecipheriv("aes-256-gcm", this.#key(keyId), nonce, options)
      .setAAD(boundTo(uuid))
      .setAuthTag(sealed.subarray(end));
    return decipher.update(sealed.subarray(0, end), undefined, "utf8") + decipher.final("utf8");
  }

  #key(keyId: string): Uint8Array {
    const key = this.#keys.get(keyId);
    if (!key) throw new Error(`The vault has no key ${keyId}.`);
    return key;
  }
}

/** Tells keys apart, and nothing about them. */
function idOf(key: Uint8Array): string {
  return createHash("sha256")
    .update("reportei-console key id\0")
    .update(key)
    .digest("hex")
    .slice(0, 16);
}

function boundTo(uuid: string): Buffer {
  return Buffer.from(`reportei-console vault 1\0${uuid}`);
}
