// Rows that come, go and change their places while a loop asks for their pages.
import assert from "node:assert/strict";
import test from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { clientOf } from "./helpers/clients.mjs";
import { lots, namesOf, paged, people, walked } from "./helpers/paged.mjs";

test("whoever is there throughout is yielded exactly once, whatever comes and goes meanwhile", async () => {
  for (let seed = 1; seed <= 150; seed++) {
    const draw = lots(seed);
    let born = 0;
    const list = paged(people(draw(120)), async (_, { names }) => {
      // The server takes requests that are under way in any order.
      for (let turns = draw(4); turns > 0; turns--) await turn();
      const chance = draw(6);
      if (chance === 0) names.unshift(`in front ${born++}`);
      if (chance === 1) names.push(`behind ${born++}`);
      if (chance === 2 && names.length > 0) {
        const [gone = ""] = names.splice(draw(names.length), 1);
        throughout.delete(gone);
      }
    });
    const throughout = new Set(list.names);
    const all = clientOf(list).listAll({ per_page: 2 + draw(12) }, { prefetch: draw(9) });
    const names = await namesOf(all);
    assert.equal(new Set(names).size, names.length, `seed ${seed}: somebody twice`);
    const missed = [...throughout].filter((name) => !names.includes(name));
    assert.deepEqual(missed, [], `seed ${seed}: somebody left out`);
  }
});

test("pages are without whom an earlier page had", async () => {
  const list = paged(people(6), ({ page }, { names }) => page === 2 && names.unshift("new"));
  const data = [];
  for await (const page of clientOf(list).listAll({ per_page: 3 }, { prefetch: 0 }).pages()) {
    data.push(page.data.map((/** @type {{ name: string }} */ { name }) => name));
  }
  const [a, b, c, d, e, f] = people(6);
  assert.deepEqual(data, [[a, b, c], [d, e], [f]]);
});

test("a sort with ties, whose order is another each time, leaves nobody out", async () => {
  let complete = 0;
  for (let seed = 1; seed <= 40; seed++) {
    const draw = lots(seed);
    const list = paged(people(250), (_, list) => {
      const ties = list.names.splice(30, 40);
      while (ties.length > 0) list.names.splice(30, 0, ...ties.splice(draw(ties.length), 1));
    });
    const { names, error } = await walked(clientOf(list).listAll({ per_page: 50 }));
    assert.equal(new Set(names).size, names.length);
    if (error) assert.deepEqual([error.kind, error.path], ["decode", "meta.total"]);
    else assert.deepEqual(names.toSorted(), people(250).toSorted());
    if (!error) complete += 1;
  }
  assert.ok(complete >= 36, `${complete} of 40`);
});

test("where rows move without an end in sight, the loop rejects and says why", async () => {
  let born = 0;
  const list = paged(people(5), (_, { names }) => {
    names.shift();
    if (names.length < 3) names.push(...people(4).map((name) => `${name} of ${born++}`));
  });
  const walked = namesOf(clientOf(list).listAll({ per_page: 1 }));
  await assert.rejects(walked, { kind: "decode", path: "meta.total" });
});
