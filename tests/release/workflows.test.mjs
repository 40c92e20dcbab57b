// The forge's workflows, which nobody has run there: at least what they run exists.
import assert from "node:assert/strict";
import { accessSync, constants, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { parse } from "yaml";
import { lookUps } from "../../pkg-template/release/advisories.mjs";
import { root } from "../../pkg-template/scripts/paths.mjs";
import { LAYERS } from "../run/layers.mjs";

const dir = join(root, ".github/workflows");
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** What the forge's machines have, and this project has not. */
const FORGE_PROGRAMS = /^(sudo apt-get|gh) /;

for (const name of readdirSync(dir)) {
  /** @type {any} */
  const workflow = parse(readFileSync(join(dir, name), "utf8"));
  /** @type {{ steps: { run?: string }[], permissions?: object }[]} */
  const jobs = Object.values(workflow.jobs);

  test(`${name} runs what there is`, () => {
    const commands = jobs.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
    assert.ok(commands.length);
    for (const command of commands) checkCommand(command);
  });

  test(`${name} may read the source, and write only where it publishes`, () => {
    assert.deepEqual(workflow.permissions, { contents: "read" });
    for (const { steps, permissions } of jobs) {
      const runs = (/** @type {string} */ start) => steps.some(({ run }) => run?.startsWith(start));
      const publishing = runs("npm run release") && { contents: "read", "id-token": "write" };
      const releasing = runs("gh release create") && { actions: "read", contents: "write" };
      assert.deepEqual(permissions, publishing || releasing || undefined);
    }
  });
}

/** @param {string} command */
function checkCommand(command) {
  if (FORGE_PROGRAMS.test(command)) return;
  const [, script, only] = /^npm (?:run )?(\w+)(?: -- --only (\S+))?$/.exec(command) ?? [];
  if (!script) return accessSync(join(root, command), constants.X_OK);
  assert.ok(scripts[script], command);
  const names = LAYERS.map((layer) => layer.name);
  for (const layer of only?.split(",") ?? []) assert.ok(names.includes(layer), layer);
}

test("advisories are looked up for every lock file", async () => {
  const dirs = (await lookUps()).map(({ dir, args }) => `${dir} ${args.at(-1)}`);
  for (const known of [
    ". advisories",
    "tests/fuzz advisories",
    ". --package-lock-only",
    "pkg-template/docs --package-lock-only",
    "tests/consumers/tools --package-lock-only",
  ]) {
    assert.ok(dirs.includes(known), known);
  }
});
