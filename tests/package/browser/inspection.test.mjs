// What Chromium's devtools show of a client and its errors: no token, however far one clicks.
import assert from "node:assert/strict";
import test from "node:test";
import { emptyPage } from "../helpers/chromium.mjs";
import { revealed } from "../helpers/devtools.mjs";

/**
 * Makes a client in the page, with tokens that nothing else in the page has: none is in a script,
 * a closure or a global. The stubs are functions of no scope, for the same reason.
 */
const MAKE = `(async () => {
  const { ReporteiCustomers } = await import("/pkg/index.js");
  const token = () => crypto.getRandomValues(new BigUint64Array(4)).join("t");
  const tokens = [token(), token()];
  const fetch = new Function("url", "init", \`
    const echo = JSON.stringify({ message: init.headers.authorization, code: init.headers["x-customer-token"] });
    return Promise.resolve(new Response(echo, { status: 401 }));
  \`);
  const [accessToken, customerToken] = tokens;
  const reportei = new ReporteiCustomers({ accessToken, customerToken, fetch });
  const errors = [await reportei.settings().catch((error) => error), await reportei.list().catch((error) => error)];
  return { reportei, errors, tokens };
})()`;

/** An object that keeps a token where only devtools look. */
const KEEPS = `(() => {
  const token = "kept-in-a-" + "closure";
  class Keeper { #field = "kept-in-a-" + "field"; method() { return token; } }
  const keeper = new Keeper();
  Object.defineProperty(keeper, "map", { value: new Map([["key", "kept-in-a-" + "map"]]) });
  return keeper;
})()`;

/**
 * @param {import("playwright-core").CDPSession} session
 * @param {string} expression
 */
async function evaluated(session, expression) {
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", {
    expression,
    awaitPromise: true,
  });
  assert.equal(exceptionDetails, undefined, JSON.stringify(exceptionDetails));
  return result.objectId ?? "";
}

/**
 * @param {import("playwright-core").CDPSession} session
 * @param {string} objectId
 * @param {string} functionDeclaration Of the object as \`this\`.
 */
async function from(session, objectId, functionDeclaration, returnByValue = false) {
  const { result } = await session.send("Runtime.callFunctionOn", {
    objectId,
    functionDeclaration,
    returnByValue,
  });
  return returnByValue ? result.value : (result.objectId ?? "");
}

test("devtools find what is kept in closures, private fields and maps", async (context) => {
  const page = await emptyPage(context);
  const session = await page.context().newCDPSession(page);
  const shown = await revealed(session, await evaluated(session, KEEPS));
  for (const place of ["closure", "field", "map"]) {
    assert.ok(shown.includes(`kept-in-a-${place}`), place);
  }
});

test("devtools find no token from a client or from its errors", async (context) => {
  const page = await emptyPage(context);
  const session = await page.context().newCDPSession(page);
  const made = await evaluated(session, MAKE);
  const tokens = await from(session, made, "function () { return this.tokens; }", true);
  assert.equal(tokens.length, 2);
  for (const what of ["reportei", "errors"]) {
    const object = await from(session, made, `function () { return this.${what}; }`);
    const shown = await revealed(session, object);
    context.diagnostic(`${shown.split("\n").length} names and values from ${what}`);
    const expected = what === "reportei" ? "updatePaymentStatus" : "***";
    assert.ok(shown.includes(expected), `${what} was looked at`);
    for (const token of tokens) assert.ok(!shown.includes(token), `${what} shows a token`);
  }
});
