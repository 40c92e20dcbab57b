/**
 * The sandbox as the console's API, where the environment names no other. Its secrets are made once
 * and kept.
 */
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Api, Secrets } from "./config";
import type { Console } from "./console";
import { hashPassword } from "./sign-in/passwords";
import { KEY_BYTES } from "./store/cipher";
import { makeFolder } from "./store/database";

interface Kept {
  readonly password: string;
  readonly passwordHash: string;
  readonly vaultKey: string;
}

/** So long the sandbox may take to do what it was sent. */
export const SANDBOX_SETTLE_AFTER_MS = 5_000;

export interface SandboxApi {
  readonly api: Api;
  /** Puts the customers' tokens into the vault, as if the console had created them. */
  fillVault(console: Console): Promise<void>;
  close(): Promise<void>;
}

export async function serveSandbox(customers: number): Promise<SandboxApi> {
  // Not needed on the real API.
  const { ReporteiSandbox } = await import("reportei-customers/sandbox");
  const { serve } = await import("reportei-customers/sandbox/serve");
  const sandbox = new ReporteiSandbox({ customers });
  const served = await serve({ sandbox });
  const { accessToken } = sandbox;
  return {
    api: { kind: "sandbox", baseUrl: `${served.url}/api`, accessToken },
    async fillVault({ services: { client, db, vault } }) {
      const statements = [];
      for await (const { uuid } of client.listAll({}, { prefetch: 4 })) {
        const token = sandbox.tokenOf(uuid);
        if (token) statements.push(vault.storing(uuid, token));
      }
      if (statements.length > 0) await db.write(...statements);
    },
    async close() {
      await served.close();
      sandbox.free();
    },
  };
}

export async function keptSecrets(dataDir: string): Promise<Secrets & { password: string }> {
  const file = join(dataDir, "sandbox-secrets.json");
  if (!existsSync(file)) {
    makeFolder(dataDir);
    // Under its name by one renaming: a console that is killed leaves no half of it.
    const unfinished = `${file}.tmp`;
    writeFileSync(unfinished, JSON.stringify(await madeSecrets(), undefined, 2), { mode: 0o600 });
    renameSync(unfinished, file);
  }
  const { password, passwordHash, vaultKey } = JSON.parse(readFileSync(file, "utf8")) as Kept;
  return { password, passwordHash, vaultKeys: [Buffer.from(vaultKey, "base64")] };
}

async function madeSecrets(): Promise<Kept> {
  const password = randomBytes(12).toString("base64url");
  const vaultKey = randomBytes(KEY_BYTES).toString("base64");
  return { password, passwordHash: await hashPassword(password), vaultKey };
}
