// What is left of a trial: functions beside the class, from each entry.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { build } from "esbuild";
import {
  consumerDir,
  imported,
  packageDir,
  required,
  requiredInOlderNode,
} from "./helpers/installed.mjs";

const END = "2024-10-01 17:07:34";
const trial = { is_paying: false, trial_ends_at: END };

for (const [way, load] of /** @type {const} */ ([
  ["imported", imported],
  ["required", required],
  ["bundled CommonJS", requiredInOlderNode],
])) {
  test(`the ${way} package reads times and counts days`, async () => {
    const { parseTimestamp, trialStatus } = await load("reportei-customers");
    assert.deepEqual(parseTimestamp("2024-09-24 17:07:34"), new Date("2024-09-24T17:07:34Z"));
    assert.deepEqual(trialStatus(trial, new Date("2024-09-30T23:59:59.500Z")), {
      state: "trial",
      endsAt: new Date("2024-10-01T17:07:34Z"),
      msLeft: 61_654_500,
      daysLeft: 1,
    });
  });
}

test("the slim entry has them too", async () => {
  const slim = await imported("reportei-customers/slim");
  slim.initSync({ module: readFileSync(join(packageDir, "reportei_customers.wasm")) });
  assert.equal(slim.trialStatus(trial, 0).state, "trial");
  assert.equal(slim.parseTimestamp("1970-01-01 00:00:01").getTime(), 1000);
});

const { parseTimestamp, ReporteiError, trialStatus } = await imported("reportei-customers");

test("a customer pays, is on trial, or is not any more, or never was", () => {
  const end = parseTimestamp(END);
  const none = { msLeft: 0, daysLeft: 0 };
  /** @type {[object, Date | number, object][]} */
  const table = [
    [trial, end.getTime() - 1, { state: "trial", endsAt: end, msLeft: 1, daysLeft: 0 }],
    [trial, end, { state: "expired", endsAt: end, ...none }],
    [{ ...trial, is_paying: true }, end, { state: "paying", endsAt: end, ...none }],
    [{ is_paying: true, trial_ends_at: null }, end, { state: "paying", endsAt: null, ...none }],
    [{ is_paying: false, trial_ends_at: null }, end, { state: "none", endsAt: null, ...none }],
  ];
  for (const [customer, now, expected] of table) {
    assert.deepEqual(trialStatus(customer, now), expected);
  }
});

test("an end that is no time is none: trialStatus takes whatever list lets through", () => {
  const ends = ["-0001-11-30 00:00:00", "0000-00-00 00:00:00", "0000-00-00", "", "soon", "\ud800"];
  for (const trial_ends_at of ends) {
    for (const [is_paying, state] of /** @type {const} */ ([
      [true, "paying"],
      [false, "none"],
    ])) {
      const status = trialStatus({ is_paying, trial_ends_at }, 0);
      assert.deepEqual(status, { state, endsAt: null, msLeft: 0, daysLeft: 0 }, trial_ends_at);
    }
  }
});

test("an end is an instant, in whatever form the API writes it", () => {
  for (const trial_ends_at of [
    "2024-10-01T17:07:34.000000Z",
    "2024-10-01T14:07:34-03:00",
    "2024-10-01 17:07:34.000",
  ]) {
    const { endsAt } = trialStatus({ is_paying: false, trial_ends_at }, 0);
    assert.deepEqual(endsAt, new Date("2024-10-01T17:07:34Z"), trial_ends_at);
    assert.deepEqual(parseTimestamp(trial_ends_at), endsAt);
  }
});

test("without a time it is about now", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: new Date("2024-09-29T00:00:00Z") });
  assert.equal(trialStatus(trial).daysLeft, 2);
  context.mock.timers.setTime(new Date("2024-10-02T00:00:00Z").getTime());
  assert.equal(trialStatus(trial).state, "expired");
});

test("what is no customer or no time throws, and is named", () => {
  /** @type {[() => unknown, string][]} */
  const table = [
    [() => parseTimestamp(), "text"],
    [() => parseTimestamp(null), "text"],
    [() => parseTimestamp(new Date()), "text"],
    [() => trialStatus(), "customer"],
    [() => trialStatus(null), "customer"],
    [() => trialStatus("customer"), "customer"],
    [() => trialStatus([]), "customer"],
    [() => trialStatus({ trial_ends_at: null }), "customer"],
    [() => trialStatus({ is_paying: 0, trial_ends_at: null }), "customer"],
    [() => trialStatus({ is_paying: true }), "customer"],
    [() => trialStatus({ is_paying: true, trial_ends_at: new Date() }), "customer"],
    [() => trialStatus(trial, null), "now"],
    [() => trialStatus(trial, NaN), "now"],
    [() => trialStatus(trial, "2024-09-24"), "now"],
    [() => trialStatus(trial, new Date("soon")), "now"],
    [() => trialStatus(trial, { getTime: () => 7n ** 999n }), "now"],
  ];
  for (const [call, argument] of table) {
    assert.throws(call, (/** @type {any} */ error) => {
      assert.ok(error instanceof ReporteiError);
      assert.equal(error.kind, "invalid_argument");
      assert.equal(error.argument, argument, error.message);
      return true;
    });
  }
});

test("a bundle that uses none of the package holds none of it", async () => {
  const contents =
    'import { ReporteiCustomers, trialStatus } from "reportei-customers"; console.log(1);';
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: consumerDir },
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  assert.ok((outputFiles[0]?.contents.length ?? 0) < 1000);
});
