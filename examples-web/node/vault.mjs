// A file of customers' tokens, one record a line, each token encrypted with AES-256-GCM. The customer's
// id is authenticated with the token, so that no record can take the place of another's.

import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { Refusal } from "./cli.mjs";
import { openLines } from "./locked-lines.mjs";
import { nameKey } from "./names.mjs";

const CIPHER = "aes-256-gcm";

/** @typedef {{ uuid: string, name: string, iv: string, tag: string, token: string }} VaultRecord */

/** The key: 64 hexadecimal digits, such as `openssl rand -hex 32` prints. */
export function vaultKeyFromEnv() {
  const { REPORTEI_VAULT_KEY: key = "" } = process.env;
  if (/^[0-9a-f]{64}$/i.test(key)) return Buffer.from(key, "hex");
  throw new Refusal(
    "Set REPORTEI_VAULT_KEY to 64 hexadecimal digits (openssl rand -hex 32), and keep them: without them no token can be read.",
  );
}

/**
 * @param {string} file
 * @param {Buffer} key
 */
export function openVault(file, key) {
  /** @type {ReturnType<typeof openLines<VaultRecord>>} */
  const lines = openLines(file);
  /** @type {Map<string, VaultRecord>} */
  const records = new Map();
  /** @type {Set<string>} */
  const names = new Set();
  /** @param {VaultRecord} record */
  const add = (record) => {
    records.set(record.uuid, record);
    names.add(nameKey(record.name));
  };
  for (const record of lines.values) {
    decrypt(record); // A wrong key is to be found before anything is created.
    if (typeof record.name !== "string")
      throw new Refusal(`The record of ${record.uuid} has no name.`);
    add(record);
  }

  return {
    uuids: () => [...records.keys()],

    /** @param {string} name Compared as the API compares names. */
    hasName: (name) => names.has(nameKey(name)),

    /** @param {string} uuid */
    tokenOf(uuid) {
      const record = records.get(uuid);
      return record && decrypt(record);
    },

    /**
     * The token is stored when this returns.
     * @param {{ uuid: string, name: string, token: string }} customer
     */
    store({ uuid, name, token }) {
      const iv = randomBytes(12);
      const cipher = createCipheriv(CIPHER, key, iv).setAAD(Buffer.from(uuid));
      const encrypted = Buffer.concat([cipher.update(token, "utf8"), cipher.final()]);
      const record = {
        uuid,
        name,
        iv: iv.toString("base64"),
        tag: cipher.getAuthTag().toString("base64"),
        token: encrypted.toString("base64"),
      };
      lines.append(record);
      add(record);
    },
  };

  /** @param {VaultRecord} record */
  function decrypt({ uuid, iv, tag, token }) {
    try {
      const options = { authTagLength: 16 };
      const decipher = createDecipheriv(CIPHER, key, Buffer.from(iv, "base64"), options);
      decipher.setAAD(Buffer.from(uuid)).setAuthTag(Buffer.from(tag, "base64"));
      return decipher.update(token, "base64", "utf8") + decipher.final("utf8");
    } catch {
      throw new Refusal(
        `${file} was written with another key, or the record of ${uuid} was changed.`,
      );
    }
  }
}
