// V8 may throw away optimized code at any moment, also while wasm runs that it called.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";
import { packageDir } from "./helpers/installed.mjs";
import { UUID } from "./helpers/stubbed.mjs";

const ENTRY = pathToFileURL(join(packageDir, "index.js")).href;
/** @param {string} name */
const helper = (name) => new URL(`helpers/${name}.mjs`, import.meta.url).href;

/**
 * In V8's own language for its tests, which says when code is optimized, and when it is not. What
 * throws the caller's code away is whatever the package calls of the platform or of its caller.
 *
 * @param {string} call What the caller does with the client, in one expression.
 */
const program = (call) => `
  import { UUID, success } from "${helper("stubbed")}";
  import { paged, people } from "${helper("paged")}";

  let isLast = false;
  let thrownAway = 0;
  function meddle() {
    if (!isLast) return;
    thrownAway += 1;
    %DeoptimizeFunction(caller);
  }
  const meddling = (does) =>
    new Proxy(does, {
      apply(target, receiver, args) {
        meddle();
        return Reflect.apply(target, receiver, args);
      },
      construct(target, args, newTarget) {
        meddle();
        return Reflect.construct(target, args, newTarget);
      },
    });
  for (const [object, ...names] of [
    [globalThis, "Date", "URL", "setTimeout", "clearTimeout", "queueMicrotask", "AbortController"],
    [Date, "now", "parse"],
    [Date.prototype, "getTime", "toISOString"],
    [JSON, "parse", "stringify"],
    [Math, "random"],
    [Object, "entries", "fromEntries", "keys"],
    [Reflect, "get", "set", "ownKeys"],
    [performance, "now"],
    [Promise, "resolve"],
    [TextDecoder.prototype, "decode"],
    [TextEncoder.prototype, "encode", "encodeInto"],
    [FinalizationRegistry.prototype, "register", "unregister"],
  ]) {
    for (const name of names) object[name] = meddling(object[name]);
  }
  const { ReporteiCustomers, parseTimestamp, trialStatus } = await import("${ENTRY}");

  const list = paged(people(3));
  const fetch = meddling((url, init) =>
    /\\/customers\\?/.test(url) ? list.fetch(url, init) : success(url, init),
  );
  const options = { accessToken: "token", fetch, observer: meddling(() => {}) };
  const reportei = new ReporteiCustomers(options);
  const all = reportei.listAll({ per_page: 2 });
  /** An object whose every reading is the caller's code. */
  const read = (object) =>
    new Proxy(object, {
      get(target, name) {
        meddle();
        return Reflect.getOwnPropertyDescriptor(target, name)?.value ?? target[name];
      },
    });
  const customer = { is_paying: false, trial_ends_at: "2024-10-01 17:07:34" };

  function caller() {
    return ${call};
  }
  const settled = async (value) => {
    try {
      return await value;
    } catch (error) {
      return error.message;
    }
  };
  %PrepareFunctionForOptimization(caller);
  for (let turn = 0; turn < 300; turn++) await settled(caller());
  %OptimizeFunctionOnNextCall(caller);
  const before = await settled(caller());
  isLast = true;
  const after = await settled(caller());
  isLast = false;
  const later = await settled(caller());
  console.log(JSON.stringify({ thrownAway: thrownAway > 0, before, after, later }));
`;

/** @type {[what: string, call: string][]} */
const CALLERS = [
  ["show", "reportei.show(UUID)"],
  ["show with options", "reportei.show(UUID, read({ maxRetries: 1 }))"],
  ["show that is refused", "reportei.show('..', read({}))"],
  ["list", "reportei.list(read({ page: 1 }))"],
  ["settings", "reportei.settings(read({ customerToken: 'token' }))"],
  ["create", "reportei.create(read({ name: 'Padaria' }), { storeToken: meddling(() => {}) })"],
  ["update", "reportei.update(UUID, read({ name: 'Padaria' }))"],
  ["delete", "reportei.delete(UUID, read({}))"],
  ["updatePaymentStatus", "reportei.updatePaymentStatus(UUID, read({ is_paying: true }))"],
  ["findUnconfirmed", "reportei.findUnconfirmed(read({ name: 'customer 1', since: 0 }))"],
  ["listAll", "Object.keys(reportei.listAll(read({ per_page: 2 }), read({ prefetch: 0 })))"],
  ["a list's pages", "Object.keys(all.pages())"],
  ["a list's iterator", "typeof all[Symbol.asyncIterator]().return"],
  ["next", "all[Symbol.asyncIterator]().next()"],
  ["next of pages", "all.pages()[Symbol.asyncIterator]().next()"],
  ["return", "all[Symbol.asyncIterator]().return(7)"],
  ["return of pages", "all.pages()[Symbol.asyncIterator]().return(7)"],
  ["toArray", "all.toArray(read({ limit: 3 }))"],
  ["createMany", "reportei.createMany(['a', 'b'], read({ concurrency: 1 }))"],
  ["updateMany", "reportei.updateMany([{ uuid: UUID, name: 'a' }], read({ concurrency: 1 }))"],
  ["deleteMany", "reportei.deleteMany(new Set([UUID]), { onProgress: meddling(() => {}) })"],
  [
    "updatePaymentStatusMany",
    "reportei.updatePaymentStatusMany([{ uuid: UUID, is_paying: true }])",
  ],
  ["trialStatus", "trialStatus(read(customer), 0).state"],
  ["trialStatus that throws", "settled((async () => trialStatus(read({}), 0))())"],
  ["parseTimestamp", "parseTimestamp('2024-10-01 17:07:34').getTime()"],
  ["the constructor", "typeof new ReporteiCustomers(read({ accessToken: 'token', fetch })).show"],
  ["a constructor that throws", "settled((async () => new ReporteiCustomers(read({})))())"],
  ["free", "typeof new ReporteiCustomers(options).free()"],
];

for (const [what, call] of CALLERS) {
  test(`a caller of ${what} whose code is thrown away under it goes on, and the process with it`, () => {
    const args = ["--allow-natives-syntax", "--input-type=module", "--eval", program(call)];
    const output = execFileSync(process.execPath, args, { encoding: "utf8", stdio: "pipe" });
    const { thrownAway, before, after, later } = JSON.parse(output);
    assert.ok(before !== undefined);
    assert.deepEqual([after, later], [before, before]);
    // Some ask nothing of anybody, and need not.
    if (!/iterator|pages|return/.test(what)) assert.ok(thrownAway, "its code was thrown away");
    if (what === "show") assert.equal(after.uuid, UUID);
  });
}
