/** Loads a module of the console's page, which is TypeScript for a bundler, into Node. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { consoleDir } from "../../../../pkg-template/scripts/console.mjs";
import { pkgDir } from "../../../../pkg-template/scripts/paths.mjs";

/**
 * @param {string} path Below `page`.
 * @returns {Promise<any>}
 */
export async function load(path) {
  const dir = mkdtempSync(join(tmpdir(), "reportei-console-page-"));
  try {
    const outfile = join(dir, "module.mjs");
    await build({
      entryPoints: [join(consoleDir, "page", path)],
      outfile,
      bundle: true,
      platform: "node",
      format: "esm",
      // The entry that brings its wasm along: nothing is served here.
      alias: { "reportei-customers/slim": join(pkgDir, "index.js") },
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/**
 * A customer as the API sends it.
 * @param {Partial<import("reportei-customers").Customer>} fields
 */
export function customer(fields) {
  return {
    uuid: "8f5d3c1e-6a0b-4f0e-9d38-2b7c1a5e4f60",
    name: "Padaria Flor de Minas",
    created_at: "2026-11-20 12:00:00",
    updated_at: "2026-11-20 12:00:00",
    trial_ends_at: "2026-11-27 12:00:00",
    is_paying: false,
    merchant: "Agência Ipê",
    ...fields,
  };
}
