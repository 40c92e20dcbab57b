/** What Lighthouse says of the way in and of the list, but for its times: `npm run bench:console`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { findOrInstallBrowser } from "../../../pkg-template/scripts/browser.mjs";
import { serveConsole } from "../helpers/served.mjs";
import { faults, judge, openChromium, signIn } from "./lighthouse.mjs";

const MOST_LAYOUT_SHIFT = 0.05;

const PLACES = [
  { place: "the sign-in page", signedIn: false, mostRequests: 10, shownRows: 0 },
  { place: "the list", signedIn: true, mostRequests: 12, shownRows: 25 },
];

for (const { place, signedIn, mostRequests, shownRows } of PLACES) {
  for (const device of /** @type {const} */ (["desktop", "phone"])) {
    test(`${place} on a ${device}: accessible, of good practice, light, and nothing moves`, async (t) => {
      const { url } = await serveConsole(t, { customers: 140 });
      const { chrome } = await findOrInstallBrowser();
      const browser = await openChromium(t, chrome);
      if (signedIn) await signIn(await browser.newPage(), url);
      const { result, rows } = await judge(browser, `${url}/customers`, device, {
        onlyCategories: ["accessibility", "best-practices"],
        onlyAudits: ["cumulative-layout-shift", "network-requests"],
      });
      assert.deepEqual(faults(result, "accessibility"), []);
      assert.deepEqual(faults(result, "best-practices"), []);
      const { numericValue: shift } = result.audits["cumulative-layout-shift"] ?? {};
      assert.ok(shift !== undefined && shift <= MOST_LAYOUT_SHIFT, `layout shift ${shift}`);
      const requests = result.audits["network-requests"]?.details?.items ?? [];
      const urls = requests.map((request) => request["url"]);
      assert.ok(urls.length > 0 && urls.length <= mostRequests, urls.join("\n"));
      t.diagnostic(`layout shift ${shift.toFixed(3)}, ${urls.length} requests`);
      assert.equal(rows, shownRows);
    });
  }
}
