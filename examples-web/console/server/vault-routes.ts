/** Whether the vault has a customer's token, and tokens that a person brings. */
import { Hono } from "hono";
import { isReporteiError } from "reportei-customers";
import { z } from "zod";
import type { VaultEntry } from "../shared/api";
import { UUID } from "./api/routes";
import type { Env, Services } from "./context";
import { jsonBody, shaped } from "./http/body";
import { apiRefusal, refusal } from "./http/refusal";

const PASTED = z.strictObject({ token: z.string().trim().min(1).max(4096) });

export function vaultRoutes({ vault, audit, client, db }: Services) {
  /** @throws A refusal, unless the API knows the token as this customer's. */
  async function expectTokenOf(uuid: string, token: string, signal: AbortSignal) {
    const owner = await client
      .settings({ customerToken: token, signal })
      .catch((error: unknown) => {
        if (!isReporteiError(error)) throw error;
        if (error.kind === "authentication" || error.kind === "invalid_argument") {
          throw refusal(422, "wrong_customer_token", "The API does not accept this token.");
        }
        throw apiRefusal(error);
      });
    if (owner.uuid.toLowerCase() === uuid.toLowerCase()) return;
    throw refusal(422, "wrong_customer_token", "This is the token of another customer.");
  }

  return new Hono<Env>()
    .get(`/:uuid{${UUID}}`, async (c) => {
      const { uuid } = c.req.param();
      return c.json({ uuid, hasToken: await vault.has(uuid) } satisfies VaultEntry);
    })
    .put(`/:uuid{${UUID}}`, jsonBody(), shaped(PASTED), async (c) => {
      const { uuid } = c.req.param();
      const { token } = c.req.valid("json");
      const written = { user: c.get("user"), action: "store_token", uuid } as const;
      try {
        await expectTokenOf(uuid, token, c.req.raw.signal);
      } catch (error) {
        await audit.record(written, "not_applied");
        throw error;
      }
      await db.write(vault.storing(uuid, token), audit.entry(written, "applied"));
      return c.body(null, 204);
    });
}
