// A file of JSON lines that grows at its end and survives a crash at any moment. A line is there once
// `append` has returned, which is after the disk confirmed it. One process at a time may have it open.

import * as fs from "node:fs";
import { dirname } from "node:path";
// @ts-expect-error: it comes without types.
import { tryLock } from "fs-native-extensions";
import { Refusal } from "./cli.mjs";

/**
 * Opens the file, or makes it, readable by its owner alone.
 *
 * @template Value
 * @param {string} file
 */
export function openLines(file) {
  const fd = fs.openSync(file, "a+", 0o600);
  // The operating system's own lock: it ends with the process, however that ends.
  if (!tryLock(fd)) {
    fs.closeSync(fd);
    throw new Refusal(`${file} is in use: another run has not ended.`);
  }
  fs.fchmodSync(fd, 0o600);
  syncFolderOf(file);
  const bytes = fs.readFileSync(fd);
  // A last line without its end was cut off by a crash: its `append` never returned.
  let size = bytes.lastIndexOf("\n") + 1;
  fs.ftruncateSync(fd, size);

  return {
    /** What the file held when it was opened. */
    values: bytes.toString("utf8", 0, size).split("\n").slice(0, -1).map(parse),

    /** @param {Value} value */
    append(value) {
      const line = Buffer.from(`${JSON.stringify(value)}\n`);
      try {
        fs.writeFileSync(fd, line);
        fs.fsyncSync(fd);
      } catch (error) {
        fs.ftruncateSync(fd, size); // Half a line would spoil the next one.
        throw error;
      }
      size += line.length;
    },

    clear() {
      fs.ftruncateSync(fd, 0);
      size = 0;
    },
  };

  /**
   * @param {string} line
   * @param {number} index
   * @returns {Value}
   */
  function parse(line, index) {
    try {
      return JSON.parse(line);
    } catch {
      throw new Refusal(`${file} is damaged: line ${index + 1} is not JSON.`);
    }
  }
}

/**
 * Without this, the file's entry in its folder may be gone after a crash of the machine.
 * @param {string} file
 */
function syncFolderOf(file) {
  if (process.platform === "win32") return; // Folders cannot be opened there.
  const fd = fs.openSync(dirname(file), "r");
  fs.fsyncSync(fd);
  fs.closeSync(fd);
}
