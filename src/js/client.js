// The class, documented in the type declarations. Arguments are read before a method returns, so
// that changing them afterwards changes nothing; whatever is wrong with them rejects the promise. What
// a method gives is the call's own promise, so that engines find the caller's line in its errors.

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
import { alive, open } from "./connection.js";
import { drive } from "./drive.js";
import { held } from "./held.js";
import { core, invalid } from "./host.js";
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
    return drive(this.#connection, LIST, options, undefined, params ?? undefined);
  }

  /** @param {unknown} [params] @param {unknown} [options] */
  listAll(params, options) {
    try {
      return listAll(
        this,
        checked(params ?? undefined, "params", WALK),
        checked(options ?? undefined, "options", LIST_ALL),
        this.#connection?.kept.signal,
      );
    } catch (problem) {
      return listAll({ list: () => Promise.reject(problem) }, {}, {});
    }
  }

  /** @param {unknown} uuid @param {unknown} [options] */
  show(uuid, options) {
    return drive(this.#connection, SHOW, options, uuid);
  }

  /** @param {unknown} [options] */
  settings(options) {
    return drive(this.#connection, SETTINGS, options);
  }

  /** @param {unknown} params @param {unknown} [options] */
  create(params, options) {
    return drive(this.#connection, CREATE, options, undefined, params);
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
    const { number, kept } = alive(this.#connection);
    // The same again: the client may be freed meanwhile.
    const own = held(kept);
    core.another(own.number, number);
    /** @param {object} page @param {object} options */
    const list = (page, options) => drive(own, LIST, options, undefined, page);
    const found = [];
    try {
      for await (const customer of listAll({ list }, {}, copy, kept.signal)) {
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
    return drive(this.#connection, UPDATE, options, uuid, params);
  }

  /** @param {unknown} uuid @param {unknown} [options] */
  delete(uuid, options) {
    return drive(this.#connection, DELETE, options, uuid);
  }

  /** @param {unknown} uuid @param {unknown} params @param {unknown} [options] */
  updatePaymentStatus(uuid, params, options) {
    return drive(this.#connection, UPDATE_PAYMENT_STATUS, options, uuid, params);
  }

  /** @param {unknown} items @param {unknown} [options] */
  createMany(items, options) {
    return many(
      this.#connection,
      (name, given) => this.create({ name }, given),
      items,
      options,
      CREATE_MANY,
    );
  }

  /** @param {unknown} items @param {unknown} [options] */
  updateMany(items, options) {
    return many(
      this.#connection,
      ({ uuid, ...params }, given) => this.update(uuid, params, given),
      items,
      options,
      MANY,
    );
  }

  /** @param {unknown} items @param {unknown} [options] */
  deleteMany(items, options) {
    return many(this.#connection, (uuid, given) => this.delete(uuid, given), items, options, MANY);
  }

  /** @param {unknown} items @param {unknown} [options] */
  updatePaymentStatusMany(items, options) {
    return many(
      this.#connection,
      ({ uuid, ...params }, given) => this.updatePaymentStatus(uuid, params, given),
      items,
      options,
      MANY,
    );
  }

  // Not every runtime that the package serves knows the symbol: there it is one that nobody has.
  [Symbol.dispose ?? Symbol()]() {
    this.free();
  }

  free() {
    this.#connection?.free();
    this.#connection = undefined;
  }
}
