// The README is executed: what it shows is what happens.
import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { transform } from "esbuild";
import { attempt } from "../../pkg-template/scripts/run.mjs";
import { consumerDir, sandboxFor } from "../package/helpers/installed.mjs";
import { blocks } from "./blocks.mjs";
import { checkCommand } from "./commands.mjs";
import { compiled } from "./compiled.mjs";

/** @typedef {import("./blocks.mjs").Block} Block */

cpSync(new URL("preload.mjs", import.meta.url), join(consumerDir, "preload.mjs"));

for (const block of blocks()) {
  const { language, line, code, run } = block;
  if (["js", "ts"].includes(language)) {
    test(`README.md:${line} compiles under strict`, () => compiles(block));
    if (run) test(`README.md:${line} runs`, (context) => runs(block, context));
  }
  if (["sh", "bash", "shell"].includes(language)) {
    const commands = code.split("\n").map((text) => text.replace(/(^|\s)#.*/, "").trim());
    for (const command of commands.filter(Boolean)) {
      test(`README.md:${line} $ ${command}`, () => checkCommand(command));
    }
  }
}

test("the README says what its examples are given, and all of it is", () => {
  const text = readFileSync(new URL("given.d.ts", import.meta.url), "utf8");
  const declared = [...text.matchAll(/declare const (\w+):/g)].map(([, name]) => name);
  assert.deepEqual(blocks().at(-1)?.given, declared);
});

/** @param {Block} block */
async function compiles(block) {
  const declared = [
    ...(block.given.length > 0 ? ["given"] : []),
    ...(block.isWhole ? [] : ["imported"]),
    ...block.words.filter((word) => existsSync(new URL(`${word}.d.ts`, import.meta.url))),
  ];
  const { output } = await compiled(`readme-${block.line}`, [block], declared);
  assert.equal(output, "");
}

/**
 * @param {Block} block
 * @param {import("node:test").TestContext} context
 */
async function runs(block, context) {
  const { apiUrl, accessToken, sandbox } = await sandboxFor(context);
  const listed = await sandbox.fetch(`${apiUrl}/customers?per_page=1`, {
    headers: { accept: "application/json", authorization: `Bearer ${accessToken}` },
  });
  const [{ uuid }] = (await listed.json()).data;
  const file = `readme-${block.line}.run.mjs`;
  writeFileSync(join(consumerDir, file), (await transform(block.code, { loader: "ts" })).code);
  const { code, output } = await attempt(process.execPath, ["--import", "./preload.mjs", file], {
    cwd: consumerDir,
    quiet: true,
    env: {
      SANDBOX_API: apiUrl,
      REPORTEI_ACCESS_TOKEN: accessToken,
      CUSTOMER_TOKEN: sandbox.tokenOf(uuid),
      CUSTOMER_UUID: uuid,
      GIVEN: block.given.join(),
      IS_WHOLE: block.isWhole ? "1" : "",
    },
  });
  assert.equal(code, 0, output);
  // What the block says it prints: `console.log(kind); // not_found`.
  const printed = output.split("\n").map((text) => text.trim());
  for (const [, said = ""] of block.code.matchAll(/console\.log\(.*\); \/\/ ([^\s:]+)/g)) {
    assert.ok(printed.includes(said), `it says that it prints ${said}, and prints ${output}`);
  }
}
