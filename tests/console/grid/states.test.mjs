/** Every state in light, dark and forced colours, on a phone, a tablet and a desktop. */
import { test } from "node:test";
import { COLOURS, assertStates } from "../chromium/helpers/states.mjs";

for (const colours of /** @type {(keyof typeof COLOURS)[]} */ (Object.keys(COLOURS))) {
  for (const width of [320, 768, 1440]) {
    test(`no state has an axe violation or is cut off: ${colours}, ${width} px`, (t) =>
      assertStates(t, colours, width));
  }
}
