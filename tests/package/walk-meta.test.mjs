// What the `meta` of a page says: where the last page is, and what holds where it contradicts the rows.
import assert from "node:assert/strict";
import test from "node:test";
import { clientOf } from "./helpers/clients.mjs";
import { imported } from "./helpers/installed.mjs";
import { answer, namesOf, paged, pagesOf, people, walked } from "./helpers/paged.mjs";

const { ReporteiError } = await imported("reportei-customers");

test("hasNextPage is a plain field beside the page as sent", async () => {
  const reportei = clientOf(paged(people(3)));
  const sent = await (await paged(people(3)).fetch("http://host/?page=1&per_page=2")).json();
  const page = await reportei.list({ page: 1, per_page: 2 });
  assert.deepEqual(page, { ...sent, hasNextPage: true });
  assert.equal((await reportei.list({ page: 2, per_page: 2 })).hasNextPage, false);
  assert.equal((await reportei.list({ page: 9, per_page: 2 })).hasNextPage, false);
  assert.equal("hasNextPage" in (await reportei.list()).meta, false);
});

test("a meta with total_pages leads through all pages", async () => {
  const sent = { from: null, per_page: 1, total: 3, total_pages: 3 };
  const list = paged([], ({ page }) => answer([`${page}`], { current_page: page, ...sent }));
  const reportei = clientOf(list);
  assert.deepEqual(await namesOf(reportei.listAll()), ["1", "2", "3"]);
  const { meta, hasNextPage } = await reportei.list({ page: 2 });
  assert.deepEqual(meta, { current_page: 2, ...sent, last_page: 3 });
  assert.equal(hasNextPage, true);
  assert.equal((await reportei.list({ page: 3 })).hasNextPage, false);
});

test("an empty page in the middle is not the end: who is missing is looked for again", async () => {
  const meta = { last_page: 3, per_page: 2, total: 6 };
  const list = paged([], ({ page }, { asked }) =>
    answer(page === 2 && asked.length < 4 ? [] : [`${page}a`, `${page}b`], {
      ...meta,
      current_page: page,
    }),
  );
  const names = await namesOf(clientOf(list).listAll({}, { prefetch: 0 }));
  assert.deepEqual(names, ["1a", "1b", "3a", "3b", "4a", "4b"]);
  const gap = paged([], ({ page }, { asked }) =>
    answer(page > 3 || (page === 2 && asked.length < 5) ? [] : [`${page}a`, `${page}b`], {
      ...meta,
      current_page: page,
    }),
  );
  const found = await namesOf(clientOf(gap).listAll({}, { prefetch: 0 }));
  assert.deepEqual(found, ["1a", "1b", "3a", "3b", "2a", "2b"]);
  assert.deepEqual(pagesOf(gap), [1, 2, 3, 4, 1, 2, 3]);
});

test("an answer that is another page than the one asked for rejects, by its path", async () => {
  for (const prefetch of [0, 1, 8]) {
    const list = paged([], (_, { names }) =>
      answer(names.slice(0, 100), { current_page: 1, last_page: 3, per_page: 100, total: 300 }),
    );
    list.names = people(300);
    const { names, error } = await walked(clientOf(list).listAll({}, { prefetch }));
    assert.ok(error instanceof ReporteiError);
    assert.deepEqual([error.kind, error.path], ["decode", "meta.current_page"]);
    assert.deepEqual([error.outcome, error.attempts > 0], ["applied", true]);
    assert.deepEqual(names, people(100));
    await assert.rejects(clientOf(list).findUnconfirmed({ name: "Ana", since: 0 }), {
      path: "meta.current_page",
    });
  }
});

test("a server that caps per_page and echoes another is read to its end", async () => {
  for (const most of [1, 15, 50, 99]) {
    const list = paged(people(250), ({ page }, { names }) =>
      answer(names.slice((page - 1) * most, page * most), {
        current_page: page,
        last_page: 3,
        per_page: 100,
        total: 250,
      }),
    );
    const { names, error } = await walked(clientOf(list).listAll());
    assert.equal(error, undefined);
    assert.deepEqual(names, people(250));
  }
});

test("where fewer come than meta.total says, pages are read again, and then the loop says so", async () => {
  const list = paged(people(300), ({ page }, { names }) =>
    answer(names.slice((page - 1) * 100, (page - 1) * 100 + 60), {
      current_page: page,
      last_page: 3,
      per_page: 100,
      total: 300,
    }),
  );
  const { names, error } = await walked(clientOf(list).listAll());
  assert.ok(error instanceof ReporteiError);
  assert.deepEqual([error.kind, error.path], ["decode", "meta.total"]);
  assert.match(error.message, /fewer customers than meta\.total/);
  assert.equal(names.length, 180);
  assert.ok(list.asked.length > 6 && list.asked.length <= 5 * 3 + 50);
  await assert.rejects(clientOf(list).listAll().toArray({ limit: 1000 }), { path: "meta.total" });
  assert.equal((await clientOf(list).listAll().toArray({ limit: 150 })).length, 150);
});
