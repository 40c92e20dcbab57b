/**
 * The package's declarations, of those that wasm-bindgen wrote. Their documentation is that of the Rust
 * sources.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pkgDir } from "./paths.mjs";
import { Stop } from "./terminal.mjs";

/** Each default entry: what it is, for the reference, and a use of its class's `[Symbol.dispose]`. */
const ENTRIES = {
  "": {
    module: "The client: what most programs import.\n *\n * @module reportei-customers",
    using: "using reportei = new ReporteiCustomers({ accessToken });",
  },
  sandbox: {
    module: "A stand-in for the API, for tests.\n *\n * @module reportei-customers/sandbox",
    using: "using sandbox = new ReporteiSandbox();",
  },
};

/**
 * Each class declares `[Symbol.dispose]`, which `lib: es2022` does not know, nor TypeScript before
 * 5.2 in any lib: a reference to that lib would be an error there. Where the lib is loaded too, the
 * same declarations merge, as those of `@types/node` do.
 */
const DISPOSABLE = `declare global {
    interface SymbolConstructor {
        readonly dispose: unique symbol;
    }
    interface Disposable {
        [Symbol.dispose](): void;
    }
}

`;

/**
 * What wasm-bindgen writes first into each class. Each class has a documented `free` of its own, of
 * which an editor would show this one in its place.
 */
const GENERATED = "    free(): void;\n    [Symbol.dispose](): void;\n";

/**
 * The declarations of a default entry.
 * @param {keyof typeof ENTRIES} dir
 * @param {string} generated
 */
export function declarationsOf(dir, generated) {
  const { module, using } = ENTRIES[dir];
  const documented = withDocumentedDispose(generated, using);
  return `/**\n * ${module}\n */\n\n${DISPOSABLE}${withoutUnused(documented)}`;
}

/**
 * @param {string} types
 * @param {string} using
 */
function withDocumentedDispose(types, using) {
  if (!types.includes(GENERATED)) throw new Stop("wasm-bindgen writes another `free` than before.");
  const dispose = `    /**
     * Calls \`free\` at the end of the block.
     *
     * @example
     * \`\`\`ts
     * ${using}
     * \`\`\`
     */
    [Symbol.dispose](): void;
`;
  return types.replace(GENERATED, dispose);
}

/**
 * Without the types that neither a class nor a function refers to: tsify declares those of the Rust
 * modules that both parts share in either part.
 * @param {string} types
 */
function withoutUnused(types) {
  const parts = types.split(/^(?=\/\*\*$)/m).map((text) => {
    const code = text.replaceAll(/\/\*[^]*?\*\//g, "");
    return { text, code, type: /^export (?:interface|type) (\w+)/m.exec(code)?.[1] };
  });
  const used = new Set(parts.filter(({ type }) => !type));
  for (const { code } of used) {
    const names = new Set(code.match(/\w+/g));
    // The loop goes on with what it adds.
    for (const part of parts) if (part.type && names.has(part.type)) used.add(part);
  }
  return parts
    .filter((part) => used.has(part))
    .map(({ text }) => text)
    .join("");
}

/** The same declarations once more: a `.d.cts` may not refer to those of an ES module. */
export function writeCommonJsTypes() {
  for (const name of readdirSync(pkgDir, { recursive: true, encoding: "utf8" })) {
    const isWritten = existsSync(join(pkgDir, name.replace(/ts$/, "cts")));
    if (!name.endsWith(".d.ts") || isWritten) continue;
    const types = readFileSync(join(pkgDir, name), "utf8");
    writeFileSync(
      join(pkgDir, name.replace(/ts$/, "cts")),
      types.replaceAll(/(?<= from "\..*)\.js(?=")/g, ".cjs"),
    );
  }
}
