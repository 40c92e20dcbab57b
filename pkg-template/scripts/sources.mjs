/**
 * What rustc is to call the folders that sources lie in. It writes their paths into the wasm (where
 * a panic says its place), and those of one machine would make it another file than the next one's.
 */
import { dirname } from "node:path";
import { root } from "./paths.mjs";
import { run } from "./run.mjs";

/** @returns {Promise<string[]>} Arguments for rustc. */
export async function remapped() {
  const { sysroot, commit } = await toolchain();
  return [
    [root, "."],
    ...(await registryFolders()).map((folder) => [folder, "crates"]),
    // With the component rust-src, the standard library's places are on this machine too.
    [`${sysroot}/lib/rustlib/src/rust`, `/rustc/${commit}`],
  ].map(([from, to]) => `--remap-path-prefix=${from}=${to}`);
}

/** Where cargo keeps the sources of the crates that this one depends on. */
export async function registryFolders() {
  const metadata = await run("cargo", ["metadata", "--format-version", "1", "--all-features"], {
    cwd: root,
    quiet: true,
    otherwise: "Cargo cannot read Cargo.toml or Cargo.lock; mend what it says above.",
  });
  /** @type {{ source: string | null, manifest_path: string }[]} */
  const packages = JSON.parse(metadata).packages;
  const folders = packages
    .filter(({ source }) => source !== null)
    .map((crate) => dirname(dirname(crate.manifest_path)));
  return [...new Set(folders)];
}

async function toolchain() {
  const otherwise = "rustc does not answer; see what it says above.";
  const sysroot = await run("rustc", ["--print", "sysroot"], { cwd: root, quiet: true, otherwise });
  const version = await run("rustc", ["-vV"], { cwd: root, quiet: true, otherwise });
  return { sysroot: sysroot.trim(), commit: /^commit-hash: (\w+)$/m.exec(version)?.[1] ?? "" };
}
