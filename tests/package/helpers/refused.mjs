/** What the tests of wrong arguments share. */
import assert from "node:assert/strict";
import { imported } from "./installed.mjs";
import { ACCESS_TOKEN, CUSTOMER_TOKEN } from "./stubbed.mjs";

const { ReporteiCustomers } = await imported("reportei-customers");

/**
 * Holds an error to be about that argument, and to come before anything is sent.
 * @param {string} argument
 */
export const named = (argument) => (/** @type {any} */ error) => {
  assert.equal(error.kind, "invalid_argument");
  assert.equal(error.argument, argument);
  assert.ok(error.message.startsWith(argument), error.message);
  assert.equal(error.outcome, "not_sent");
  return true;
};

/** @param {object} [options] */
export function sendingNothing(options) {
  const fetch = () => assert.fail("nothing may be sent");
  const tokens = { accessToken: ACCESS_TOKEN, customerToken: CUSTOMER_TOKEN };
  return new ReporteiCustomers({ ...tokens, fetch, ...options });
}

/** @param {string} name */
export const throwing = (name) =>
  Object.defineProperty({}, name, {
    enumerable: true,
    get() {
      throw new Error(`${name} must not be read`);
    },
  });

/** A proxy at which even `Array.isArray` throws. */
export function revoked() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
