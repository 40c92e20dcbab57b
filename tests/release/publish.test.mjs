// Nothing is published before it is ready, and before there is a place to report faults to.
import assert from "node:assert/strict";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import test from "node:test";
import {
  manifestOf,
  readPlaces,
  unsetPlaces,
  withPlaces,
} from "../../pkg-template/release/places.mjs";
import { problems } from "../../pkg-template/release/publish.mjs";
import { attempt } from "../../pkg-template/scripts/run.mjs";
import { packageDir } from "../package/helpers/installed.mjs";

const SET = {
  repository: "https://forge.example/someone/reportei-customers",
  homepage: "https://docs.example/",
  bugs: "https://forge.example/someone/reportei-customers/faults",
  security: "mailto:security@docs.example",
};
/** @type {import("../../pkg-template/release/publish.mjs").State} */
const READY = {
  version: "1.2.3",
  places: SET,
  changelog: "# Changelog\n\n## [1.2.3] - 2026-11-30\n",
  changed: [],
  tags: ["v1.2.3"],
};

test("what is ready has no problem", () => {
  assert.deepEqual(problems(READY), []);
});

for (const name of /** @type {const} */ (["repository", "homepage", "bugs", "security"])) {
  test(`an unset ${name} is a problem`, () => {
    for (const value of [null, "", "soon"]) {
      const places = { ...SET, [name]: value };
      assert.deepEqual(unsetPlaces(places), [name]);
      const [problem, ...others] = problems({ ...READY, places });
      assert.match(problem ?? "", new RegExp(`places.json.*"${name}"`));
      assert.deepEqual(others, []);
    }
  });
}

test("a version without a dated entry in the changelog, a tag or a commit is a problem", () => {
  for (const [change, words] of /** @type {[Partial<typeof READY>, RegExp][]} */ ([
    [{ changelog: "## [1.2.3] - unreleased\n" }, /CHANGELOG.md has no "## \[1.2.3\] - YYYY/],
    [{ changelog: "## [1.2.30] - 2026-11-30\n" }, /CHANGELOG.md has no/],
    [{ changed: [" M README.md"] }, /no commit has:  M README.md/],
    [{ tags: ["v1.2.2"] }, /no tag v1.2.3/],
  ])) {
    const found = problems({ ...READY, ...change });
    assert.equal(found.length, 1, JSON.stringify(found));
    assert.match(found[0] ?? "", words);
  }
});

test("npm refuses the package as long as an address is unset", async (context) => {
  const { code, output, received } = await publish(context, manifestOf({ ...SET, bugs: null }));
  assert.notEqual(code, 0);
  assert.match(output, /EPRIVATE/);
  assert.deepEqual(received, []);
});

test("npm publishes the package when all addresses are set", async (context) => {
  const { code, output, received } = await publish(context, manifestOf(SET));
  assert.equal(code, 0, output);
  assert.deepEqual(received, ["PUT /reportei-customers"]);
});

test("the built package follows places.json", () => {
  const manifest = JSON.parse(readFileSync(join(packageDir, "package.json"), "utf8"));
  for (const field of ["private", "repository", "homepage", "bugs"]) {
    assert.deepEqual(manifest[field], /** @type {any} */ (manifestOf(readPlaces()))[field], field);
  }
});

test("the package's README links to files in the repository, and to its own sections", () => {
  const links = "[a](docs/a.md) ![b](b.svg) [c](#c) [d](https://forge.example/d)";
  const { repository } = SET;
  assert.equal(
    withPlaces(links, SET),
    `[a](${repository}/blob/HEAD/docs/a.md) ![b](${repository}/raw/HEAD/b.svg) [c](#c) [d](https://forge.example/d)`,
  );
  assert.equal(withPlaces(links, { ...SET, repository: null }), links);
});

/**
 * Publishes a copy of the package to a registry of the test's own.
 * @param {import("node:test").TestContext} context
 * @param {object} places What package.json says of them.
 */
async function publish(context, places) {
  /** @type {string[]} */
  const received = [];
  const registry = createServer(async (request, response) => {
    await text(request);
    if (request.method === "PUT") received.push(`${request.method} ${request.url}`);
    response.writeHead(request.method === "PUT" ? 201 : 404, {
      "content-type": "application/json",
    });
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(registry, "listening");
  const dir = mkdtempSync(join(tmpdir(), "reportei-publish-"));
  context.after(() => {
    registry.close();
    rmSync(dir, { recursive: true, force: true });
  });
  cpSync(packageDir, dir, { recursive: true });
  const file = join(dir, "package.json");
  const { private: _, ...manifest } = JSON.parse(readFileSync(file, "utf8"));
  writeFileSync(file, JSON.stringify({ ...manifest, ...places }));
  const { port } = /** @type {import("node:net").AddressInfo} */ (registry.address());
  const host = `//127.0.0.1:${port}/`;
  const args = ["publish", `--registry=http:${host}`, `--${host}:_authToken=of-the-test`];
  return { ...(await attempt("npm", args, { cwd: dir, quiet: true })), received };
}
