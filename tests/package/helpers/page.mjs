/** The example page, served with the installed package and a sandbox of its own. */
import { servePage } from "../../../examples-web/browser/serve.mjs";
import { serveSandbox } from "../../../pkg-template/scripts/sandbox.mjs";
import { packageDir } from "./installed.mjs";

/** Serves it until `close` is called. */
export async function startPage() {
  const { sandbox, ...served } = await serveSandbox(packageDir);
  const page = await servePage({ packageDir, ...served });
  return {
    url: page.url,
    sandbox,
    close: async () => {
      await page.close();
      await served.close();
    },
  };
}
