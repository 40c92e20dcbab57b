/** All that Chromium's devtools protocol tells of an object, as far as one can click. */

/** Larger than what is looked at here; the bytes of wasm's memory are looked through elsewhere. */
const SKIPPED = /^(Window|global|HTML\w+|(Int|Uint|Float|BigInt|BigUint)\d+\w*Array|DataView)$/;
const DEPTH = 12;

/**
 * Every name, value and description that can be reached from the object: by own and inherited
 * properties, private fields, and internal ones such as the scopes of functions and the entries of
 * maps and tables.
 * @param {import("playwright-core").CDPSession} session
 * @param {string} objectId
 * @returns {Promise<string>}
 */
export async function revealed(session, objectId) {
  /** @type {string[]} */
  const found = [];
  const { result } = await session.send("Runtime.evaluate", { expression: "new Set()" });
  const seen = result.objectId ?? "";
  /** @type {{ objectId: string, depth: number }[]} */
  const left = [{ objectId, depth: 0 }];
  for (let next = left.pop(); next; next = left.pop()) {
    const { depth } = next;
    if (depth > DEPTH || (await wasSeen(session, next.objectId, seen))) continue;
    const properties = await propertiesOf(session, next.objectId);
    for (const { name, ...descriptor } of properties) {
      found.push(name);
      for (const value of [descriptor.value, descriptor.get, descriptor.set]) {
        if (!value) continue;
        found.push(String(value.value ?? ""), value.description ?? "");
        const isNative = value.description?.includes("[native code]");
        const isSymbol = value.type === "symbol"; // It has an id too.
        if (!value.objectId || isSymbol || isNative || SKIPPED.test(value.className ?? ""))
          continue;
        left.push({ objectId: value.objectId, depth: depth + 1 });
      }
    }
  }
  return found.join("\n");
}

/**
 * @typedef {{ type: string, value?: any, objectId?: string, className?: string, description?: string }} Remote
 * @typedef {{ name: string, value?: Remote, get?: Remote, set?: Remote }} Property
 *
 * @param {import("playwright-core").CDPSession} session
 * @param {string} objectId
 * @returns {Promise<Property[]>}
 */
async function propertiesOf(session, objectId) {
  const given = await session.send("Runtime.getProperties", { objectId, ownProperties: true });
  return [...given.result, ...(given.internalProperties ?? []), ...(given.privateProperties ?? [])];
}

/**
 * Whether the object was met before: each look at it gives another id.
 * @param {import("playwright-core").CDPSession} session
 * @param {string} objectId
 * @param {string} seen
 */
async function wasSeen(session, objectId, seen) {
  const { result } = await session.send("Runtime.callFunctionOn", {
    objectId: seen,
    functionDeclaration:
      "function (object) { const size = this.size; return this.add(object).size === size; }",
    arguments: [{ objectId }],
    returnByValue: true,
  });
  return result.value === true;
}
