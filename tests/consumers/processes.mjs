/** The programs that one row runs: each has a time limit, and nothing is shown unless the row fails. */
import { stripVTControlCharacters } from "node:util";
import { launch } from "../../pkg-template/scripts/run.mjs";

/**
 * @typedef {object} ExecOptions
 * @property {Record<string, string>} [env] Added to the row's own.
 * @property {string} [cwd] Default: the row's folder.
 * @property {number} [timeoutMs] Default: a minute.
 *
 * @typedef {object} Started A server.
 * @property {RegExpExecArray} match What `until` matched.
 * @property {() => string} output All that it printed so far.
 * @property {() => Promise<void>} end Ends it; the runner does so too when the row is over.
 */

const TIMEOUT_MS = 60_000;

export class Processes {
  /** @type {Set<import("../../pkg-template/scripts/run.mjs").Launched>} */
  #running = new Set();
  /** @type {string[]} */
  #transcript = [];
  #dir = "";
  /** @type {Record<string, string>} */
  #env = {};
  /** @type {NodeJS.Timeout | undefined} */
  #limit;

  /** @param {{ dir: string, env: Record<string, string> }} defaults */
  use({ dir, env }) {
    this.#dir = dir;
    this.#env = env;
  }

  /**
   * Runs a program to its end.
   * @param {string} program
   * @param {string[]} args
   * @param {ExecOptions} [options]
   * @returns {Promise<{ code: number, output: string }>}
   */
  exec = async (program, args, { timeoutMs = TIMEOUT_MS, ...options } = {}) => {
    const entry = this.#begin(program, args);
    const child = this.#launch(program, args, options, entry);
    const timer = setTimeout(() => {
      this.#transcript[entry] += `\n(ended after ${timeoutMs / 1000} s)\n`;
      child.kill();
    }, timeoutMs);
    const { code, output } = await child.ended;
    clearTimeout(timer);
    this.#running.delete(child);
    this.#transcript[entry] += `(exit code ${code})\n`;
    return { code, output: stripVTControlCharacters(output) };
  };

  /**
   * Starts a program that goes on, and waits for the line that says it is ready.
   * @param {string} program
   * @param {string[]} args
   * @param {ExecOptions & { until: RegExp }} options
   * @returns {Promise<Started>}
   */
  start = (program, args, { until, timeoutMs = TIMEOUT_MS, ...options }) => {
    const entry = this.#begin(program, args);
    let output = "";
    return new Promise((resolve, reject) => {
      const fail = (/** @type {string} */ why) =>
        reject(new Error(`${program} ${why} before it printed ${until}.`));
      const timer = setTimeout(() => fail(`waited ${timeoutMs / 1000} s`), timeoutMs);
      const child = this.#launch(program, args, options, entry, (text) => {
        output += stripVTControlCharacters(text);
        const match = until.exec(output);
        if (!match) return;
        clearTimeout(timer);
        const end = async () => {
          child.kill();
          await child.ended;
          this.#running.delete(child);
        };
        resolve({ match, output: () => output, end });
      });
      child.ended.then(({ code }) => {
        clearTimeout(timer);
        fail(`ended with exit code ${code}`);
      });
    });
  };

  /**
   * @param {number} ms
   * @returns {Promise<never>} Rejects when the time is over.
   */
  within(ms) {
    return new Promise((_, reject) => {
      this.#limit = setTimeout(() => reject(new Error(`No end after ${ms / 1000} s.`)), ms);
    });
  }

  /** Ends all that still runs. */
  async end() {
    clearTimeout(this.#limit);
    for (const child of this.#running) child.kill();
    await Promise.all([...this.#running].map((child) => child.ended));
  }

  /** What was run, and what it printed. */
  transcript() {
    return stripVTControlCharacters(this.#transcript.join(""));
  }

  /**
   * @param {string} program
   * @param {string[]} args
   */
  #begin(program, args) {
    return this.#transcript.push(`$ ${[program, ...args].join(" ")}\n`) - 1;
  }

  /**
   * @param {string} program
   * @param {string[]} args
   * @param {ExecOptions} options
   * @param {number} entry
   * @param {(text: string) => void} [onText]
   */
  #launch(program, args, { cwd = this.#dir, env }, entry, onText) {
    const child = launch(program, args, {
      cwd,
      env: { ...this.#env, ...env },
      quiet: true,
      onText: (text) => {
        this.#transcript[entry] += text;
        onText?.(text);
      },
    });
    this.#running.add(child);
    return child;
  }
}
