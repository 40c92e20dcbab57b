/** The password's hash: argon2id, by the parameters that OWASP recommends. */
import { hash, parseOptions, verify } from "@node-rs/argon2";

const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, PARAMETERS);
}

export function isPassword(passwordHash: string, password: string): Promise<boolean> {
  return verify(passwordHash, password);
}

/** Whether it is a hash by argon2id. */
export function isPasswordHash(text: string): boolean {
  try {
    parseOptions(text);
    return text.startsWith("$argon2id$");
  } catch {
    return false;
  }
}
