/** What the console's parts are given, and what a request carries from one handler to the next. */
import type { HttpBindings } from "@hono/node-server";
import type { ReporteiCustomers } from "reportei-customers";
import type { Config } from "./config";
import type { Creations } from "./creations/creations";
import type { Attempts } from "./sign-in/attempts";
import type { Cookies } from "./sign-in/cookies";
import type { Sessions } from "./sign-in/sessions";
import type { Audit } from "./store/audit";
import type { Database } from "./store/database";
import type { Vault } from "./store/vault";

export interface Services {
  readonly config: Config;
  readonly db: Database;
  readonly vault: Vault;
  readonly audit: Audit;
  readonly sessions: Sessions;
  readonly cookies: Cookies;
  readonly attempts: Attempts;
  /** The one client of what the server itself asks the API. */
  readonly client: ReporteiCustomers;
  readonly creations: Creations;
}

export interface Env {
  Bindings: HttpBindings;
  Variables: {
    /** Of routes behind the sign-in. */
    user: string;
    sessionId: string;
    secureHeadersNonce?: string;
  };
}
