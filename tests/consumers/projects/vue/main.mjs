// A store keeps its client in reactive state: what a component reads there is a Proxy.
import assert from "node:assert/strict";
import * as client from "reportei-customers";
import { isReactive, reactive, readonly } from "vue";
import options from "./options.cjs";
import { makeCalls } from "./calls.js";
import { moreCalls } from "./more-calls.mjs";

const { ReporteiCustomers, ReporteiError } = client;

class InAStore extends ReporteiCustomers {
  constructor(given) {
    super(given);
    return reactive({ client: this }).client;
  }
}

assert.ok(isReactive(new InAStore(options)));
console.log(await makeCalls(InAStore, ReporteiError, options));
console.log(await moreCalls({ ...client, ReporteiCustomers: InAStore }, options));

const state = reactive({ client: new ReporteiCustomers(options), customers: [] });
state.customers = (await state.client.list()).data;
await readonly(state).client.show(state.customers[0].uuid);
state.client.free();
await assert.rejects(state.client.list(), ReporteiError);
console.log("freed");
