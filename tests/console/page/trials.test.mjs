/** What the overview's charts show. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { customer, load } from "./helpers/load.mjs";

const { signUpsByWeek, trialsEnding } = await load("logic/trials.ts");
const { toRows } = await load("logic/states.ts");

// A Wednesday, at noon of whoever runs the test.
const NOW = new Date(2026, 10, 25, 12);
const at = (/** @type {number} */ day, hour = 12) =>
  new Date(2026, 10, day, hour).toISOString().slice(0, 19).replace("T", " ");
const counts = (/** @type {{ count: number }[]} */ days) => days.map(({ count }) => count);

test("trials are counted on the day they end, of those that do not pay", () => {
  const rows = toRows(
    [
      customer({ trial_ends_at: at(25, 23) }),
      customer({ trial_ends_at: at(26, 0) }),
      customer({ trial_ends_at: at(26, 23), is_paying: true }),
      customer({ trial_ends_at: at(27) }),
      customer({ trial_ends_at: at(28) }),
      customer({ trial_ends_at: at(24) }),
      customer({ trial_ends_at: null }),
    ],
    NOW,
  );
  assert.deepEqual(counts(trialsEnding(rows, NOW, 3)), [1, 1, 1]);
});

test("sign-ups are counted in weeks that begin on Monday", () => {
  const rows = toRows(
    [
      customer({ created_at: at(1) }),
      customer({ created_at: at(15, 23) }),
      customer({ created_at: at(16, 0) }),
      customer({ created_at: at(22, 23) }),
      customer({ created_at: at(23, 0) }),
      customer({ created_at: "never" }),
    ],
    NOW,
  );
  const weeks = signUpsByWeek(rows, NOW, 3);
  assert.deepEqual(counts(weeks), [1, 2, 1]);
  assert.equal(weeks[2].day, new Date(2026, 10, 23).getTime());
});
