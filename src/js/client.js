// The class, documented in the type declarations. Arguments are read before a method returns, so
// that changing them afterwards changes nothing; whatever is wrong with them rejects the promise.

import { checked } from "./args.js";
import { many } from "./bulk.js";
import {
  CALL,
  CREATE,
  CREATE_MANY,
  DELETE,
  LIST,
  LIST_ALL,
  MANY,
  SETTINGS,
  SHOW,
  UNCONFIRMED,
  UPDATE,
  UPDATE_PAYMENT_STATUS,
  WALK,
} from "./codes.js";
import { another, open } from "./connection.js";
import { drive } from "./drive.js";
import { invalid } from "./host.js";
import { timestamp } from "./trial.js";
import { listAll } from "./walk.js";

export class ReporteiCustomers {
  /** @type {import("./connection.js").Connection | undefined} */
  #connection;

  /** @param {unknown} options */
  constructor(options) {
    this.#connection = open(options);
  }

  /** @param {unknown} [params] @param {unknown} [options] */
  list(params, options) {
    return this.#call(LIST, undefined, params ?? undefined, options);
  }

  /** @param {unknown} [params] @param {unknown} [options] */
  listAll(params, options) {
    const signal = this.#connection?.kept.signal;
    try {
      const checkedParams = checked(params ?? undefined, "params", WALK);
      const checkedOptions = checked(options ?? undefined, "options", LIST_ALL);
      return listAll(this, checkedParams, checkedOptions, signal);
    } catch (problem) {
      return listAll({ list: () => Promise.reject(problem) }, {}, {}, signal);
    }
  }

  /** @param {unknown} uuid @param {unknown} [options] */
  show(uuid, options) {
    return this.#call(SHOW, uuid, undefined, options);
  }

  /** @param {unknown} [options] */
  settings(options) {
    return this.#call(SETTINGS, undefined, undefined, options);
  }

  /** @param {unknown} params @param {unknown} [options] */
  create(params, options) {
    return this.#call(CREATE, undefined, params, options);
  }

  /** @param {unknown} params @param {unknown} [options] */
  async findUnconfirmed(params, options) {
    const { name, since } = checked(params, "params", UNCONFIRMED);
    const time = timestamp(since);
    if (!time) {
      const problem = "must be a Date, a number of milliseconds or YYYY-MM-DD HH:MM:SS";
      throw invalid("since", problem);
    }
    const copy = checked(options ?? undefined, "options", CALL);
    const own = another(this.#open());
    /** @param {object} page @param {object} options */
    const list = (page, options) => drive(own, LIST, undefined, page, options);
    const found = [];
    try {
      for await (const customer of listAll({ list }, {}, copy, own.kept.signal)) {
        // Times of this form stand in the order of their texts.
        if (customer.name === name && customer.created_at >= time) found.push(customer);
      }
      return found;
    } finally {
      own.free();
    }
  }

  /** @param {unknown} uuid @param {unknown} params @param {unknown} [options] */
  update(uuid, params, options) {
    return this.#call(UPDATE, uuid, params, options);
  }

  /** @param {unknown} uuid @param {unknown} [options] */
  delete(uuid, options) {
    return this.#call(DELETE, uuid, undefined, options);
  }

  /** @param {unknown} uuid @param {unknown} params @param {unknown} [options] */
  updatePaymentStatus(uuid, params, options) {
    return this.#call(UPDATE_PAYMENT_STATUS, uuid, params, options);
  }

  /** @param {unknown} items @param {unknown} [options] */
  createMany(items, options) {
    return this.#many((name, given) => this.create({ name }, given), items, options, CREATE_MANY);
  }

  /** @param {unknown} items @param {unknown} [options] */
  updateMany(items, options) {
    return this.#many(
      ({ uuid, ...params }, given) => this.update(uuid, params, given),
      items,
      options,
      MANY,
    );
  }

  /** @param {unknown} items @param {unknown} [options] */
  deleteMany(items, options) {
    return this.#many((uuid, given) => this.delete(uuid, given), items, options, MANY);
  }

  /** @param {unknown} items @param {unknown} [options] */
  updatePaymentStatusMany(items, options) {
    return this.#many(
      ({ uuid, ...params }, given) => this.updatePaymentStatus(uuid, params, given),
      items,
      options,
      MANY,
    );
  }

  free() {
    this.#connection?.free();
    this.#connection = undefined;
  }

  #open() {
    if (this.#connection) return this.#connection;
    throw invalid(undefined, "this client was freed: make another");
  }

  /**
   * What it gives is the call's own promise, so that engines find the caller's line in its errors.
   * @param {number} endpoint
   * @param {unknown} uuid
   * @param {unknown} params
   * @param {unknown} options
   */
  #call(endpoint, uuid, params, options) {
    try {
      return drive(this.#open(), endpoint, uuid, params, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * @param {import("./bulk.js").Call} call
   * @param {unknown} items
   * @param {unknown} options
   * @param {number} table
   */
  async #many(call, items, options, table) {
    const copy = checked(options, "options", table);
    return many(call, table === CREATE_MANY, items, copy, this.#open().kept.signal);
  }
}

// As wasm-bindgen has it for its classes: not every runtime that the package serves knows the symbol.
if (Symbol.dispose) {
  /** @type {any} */ (ReporteiCustomers.prototype)[Symbol.dispose] =
    ReporteiCustomers.prototype.free;
}
