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
  const bytes = fs.readFileSync(fd);
  let size = bytes.lastIndexOf("\n") + 1;
  const values = bytes.toString("utf8", 0, size).split("\n").slice(0, -1).map(parse);
  // Nothing is changed before it is known to be such a file, and no other one, named by mistake.
  const rest = bytes.toString("utf8", size);
  if (isRecord(rest)) {
    // An editor took the end of the last line away, or a crash did.
    values.push(parse(rest, values.length));
    fs.writeFileSync(fd, "\n");
    fs.fsyncSync(fd);
    size = bytes.length + 1;
  } else if (rest === "" || /^[{\0]/.test(rest)) {
    fs.ftruncateSync(fd, size); // A crash cut it off: its `append` never returned.
  } else {
    throw damaged(values.length);
  }
  fs.fchmodSync(fd, 0o600);
  syncFolderOf(file);

  return {
    /** What the file held when it was opened. */
    values,

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
    if (!isRecord(line)) throw damaged(index);
    return JSON.parse(line);
  }

  /** @param {number} index */
  function damaged(index) {
    return new Refusal(`${file} is damaged: line ${index + 1} is not a record in JSON.`);
  }
}

/** @param {string} line */
function isRecord(line) {
  try {
    return line.startsWith("{") && Boolean(JSON.parse(line));
  } catch {
    return false;
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
