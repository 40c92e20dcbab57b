/**
 * The API report, `tests/types/api-report.md`: every public declaration as the package ships it, so
 * that no change of it goes unseen. `npm run api-report` writes it from the built package.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { pkgDir } from "../../pkg-template/scripts/paths.mjs";
import { runAsProgram, say } from "../../pkg-template/scripts/terminal.mjs";

/** The declarations of each entry. Those of CommonJS are copies. */
export const DECLARATIONS = {
  "reportei-customers": "index.d.ts",
  "reportei-customers/slim": "slim.d.ts",
  "reportei-customers/sandbox": "sandbox/index.d.ts",
  "reportei-customers/sandbox/serve": "sandbox/serve.d.ts",
};

export const reportFile = fileURLToPath(new URL("api-report.md", import.meta.url));

/**
 * @param {string} packageDir
 * @returns {string}
 */
export function report(packageDir) {
  const sections = Object.entries(DECLARATIONS).map(([entry, file]) => {
    const text = readFileSync(join(packageDir, file), "utf8").trim();
    return `## ${entry}\n\n\`\`\`ts\n${text}\n\`\`\`\n`;
  });
  return ["# The public types\n\nWritten by `npm run api-report`.\n", ...sections].join("\n");
}

await runAsProgram(import.meta.url, async () => {
  writeFileSync(reportFile, report(pkgDir));
  say("written: tests/types/api-report.md");
});
