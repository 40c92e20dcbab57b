/** What of the API's JSON may reach the page. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What the page is told in place of the API's own address of a list. */
const OWN_PATH = "/api/customers";

/**
 * JSON without tokens and without the API's address, or nothing where it is no JSON.
 * @param secrets Masked wherever an answer repeats them.
 */
export function cleaned(text: string, secrets: readonly string[]): string | undefined {
  let json: string;
  try {
    json = JSON.stringify(JSON.parse(text, withoutToken)) ?? "null";
  } catch {
    return undefined;
  }
  for (const secret of secrets) {
    json = json.replaceAll(JSON.stringify(secret).slice(1, -1), "[token]");
  }
  return json;
}

function withoutToken(this: unknown, key: string, value: Json): Json | undefined {
  if (key === "api_token") return undefined;
  if (key === "meta" && value !== null && typeof value === "object" && "path" in value) {
    return { ...value, path: OWN_PATH };
  }
  return value;
}
