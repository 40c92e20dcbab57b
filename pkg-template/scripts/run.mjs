/**
 * Child processes. They live in process groups of their own, so that nothing they started (cargo's
 * test binaries, a ChromeDriver's Chromium) outlives these scripts, whichever way those end.
 */
import { spawn } from "node:child_process";
import { Stop } from "./terminal.mjs";

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] Where it runs.
 * @property {NodeJS.ProcessEnv} [env] Added to this process's environment.
 * @property {boolean} [quiet] Don't show its output.
 */

/**
 * @typedef {object} Ended
 * @property {number} code The exit code; 127 where the program could not be started at all.
 * @property {string} stdout
 * @property {string} output Standard output and standard error, as they came.
 */

const hasGroups = process.platform !== "win32";
/** A pipe hides the terminal from the child; whether a person looks on is known here. */
const inColour = process.stdout.isTTY ? { FORCE_COLOR: "1", CARGO_TERM_COLOR: "always" } : {};
/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();

/**
 * @typedef {object} Launched
 * @property {Promise<Ended>} ended
 * @property {() => void} end Asks it to end.
 * @property {() => void} kill Ends it at once, with all that it started.
 */

/**
 * Starts a program.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions & { onText?: (text: string) => void }} options `onText` gets the output as it comes.
 * @returns {Launched}
 */
export function launch(program, args, { cwd, env, quiet = false, onText }) {
  const child = spawn(...commandFor(program, args), {
    cwd,
    env: { ...process.env, ...inColour, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: hasGroups,
  });
  running.add(child);
  let stdout = "";
  let output = "";
  /** @type {(text: string, shownOn: NodeJS.WriteStream) => void} */
  const take = (text, shownOn) => {
    output += text;
    if (!quiet) shownOn.write(text);
    onText?.(text);
  };
  child.stdout.setEncoding("utf8").on("data", (text) => {
    stdout += text;
    take(text, process.stdout);
  });
  child.stderr.setEncoding("utf8").on("data", (text) => take(text, process.stderr));
  /** @type {Promise<Ended>} */
  const ended = new Promise((resolve) => {
    child.on("error", (error) => {
      running.delete(child);
      resolve({ code: 127, stdout, output: output + error.message });
    });
    child.on("close", (code) => {
      running.delete(child);
      resolve({ code: code ?? 1, stdout, output });
    });
  });
  return { ended, end: () => signal(child, "SIGTERM"), kill: () => signal(child, "SIGKILL") };
}

/**
 * What starts a program. On Windows `npm` is a script of the shell's, so Node runs the file that it would
 * run: npm names it to what it runs itself.
 * @param {string} program
 * @param {string[]} args
 * @returns {[string, string[]]}
 */
function commandFor(program, args) {
  const { npm_execpath: npm } = process.env;
  if (process.platform !== "win32" || program !== "npm" || !npm) return [program, args];
  return [process.execPath, [npm, ...args]];
}

/**
 * Runs a program to its end, showing its output as it comes.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<Ended>}
 */
export function attempt(program, args, options = {}) {
  return launch(program, args, options).ended;
}

/**
 * Runs a program that has to succeed; its standard output comes back.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions & { otherwise: string }} options `otherwise` says how to mend a failure.
 */
export async function run(program, args, { otherwise, ...options }) {
  const { code, stdout, output } = await attempt(program, args, options);
  if (code === 0) return stdout;
  if (options.quiet) process.stderr.write(output);
  throw new Stop(otherwise);
}

/** Ends every child, with all that it started. */
function endChildren() {
  for (const child of running) signal(child, "SIGTERM");
}

/**
 * Signals a child and all that it started.
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} name
 */
function signal(child, name) {
  try {
    if (hasGroups && child.pid) process.kill(-child.pid, name);
    else child.kill(name);
  } catch {
    // It ended by itself in between.
  }
}

process.on("exit", endChildren);

/** @type {(() => unknown) | undefined} */
let closeFirst;

/**
 * Lets Ctrl-C end this process, and with it every child.
 * @param {() => unknown} [close] What to close first. A program that serves ends well in this way.
 */
export function endOnSignal(close) {
  closeFirst = close;
  if (process.listenerCount("SIGINT") > 0) return;
  for (const [signal, code] of /** @type {const} */ ([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ])) {
    process.once(signal, async () => {
      await closeFirst?.();
      process.exit(closeFirst ? 0 : code);
    });
  }
}
