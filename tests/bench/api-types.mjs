/**
 * `npm run bench:types`: makes `clients/openapi.d.ts` from `openapi.yaml`.
 *
 * openapi-typescript needs the compiler as a library, which TypeScript 7 is not, nor can its own
 * types be read with it: it is given the 5.9 that the tests use.
 */
import { writeFileSync } from "node:fs";
import { register } from "node:module";
import { fileURLToPath } from "node:url";
import { format } from "prettier";
import { runAsProgram } from "../../pkg-template/scripts/terminal.mjs";

const OPENAPI_TYPESCRIPT = "openapi-typescript";
const HOOKS = `export const resolve = (name, context, next) =>
  next(name === "typescript" ? "typescript59" : name, context);`;

/** Where they are kept. */
export const API_TYPES = fileURLToPath(new URL("clients/openapi.d.ts", import.meta.url));

/** The text of the types. */
export async function apiTypes() {
  register(`data:text/javascript,${encodeURIComponent(HOOKS)}`);
  const { default: openapi, astToString } = await import(OPENAPI_TYPESCRIPT);
  const types = astToString(await openapi(new URL("openapi.yaml", import.meta.url)));
  return format(types, { filepath: API_TYPES, printWidth: 100 });
}

await runAsProgram(import.meta.url, async () => writeFileSync(API_TYPES, await apiTypes()));
