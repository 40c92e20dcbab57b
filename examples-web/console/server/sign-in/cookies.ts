/** The console's two cookies. Both are read by the server alone, and sent by no other site. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { CookieOptions } from "hono/utils/cookie";
import { DEVICE_MS } from "./sessions";

export class Cookies {
  readonly #isSecure: boolean;

  /** @param isSecure Whether the page is served by HTTPS. On plain loopback browsers refuse the rest. */
  constructor(isSecure: boolean) {
    this.#isSecure = isSecure;
  }

  session(c: Context): string | undefined {
    return this.#read(c, "console-session");
  }

  setSession(c: Context, id: string): void {
    this.#write(c, "console-session", id, {});
  }

  deleteSession(c: Context): void {
    const prefixed = this.#prefixed();
    deleteCookie(c, "console-session", { path: "/", secure: this.#isSecure, ...prefixed });
  }

  device(c: Context): string | undefined {
    return this.#read(c, "console-device");
  }

  setDevice(c: Context, id: string): void {
    this.#write(c, "console-device", id, { maxAge: DEVICE_MS / 1_000 });
  }

  #read(c: Context, name: string): string | undefined {
    return this.#isSecure ? getCookie(c, name, "host") : getCookie(c, name);
  }

  #write(c: Context, name: string, value: string, options: CookieOptions): void {
    setCookie(c, name, value, {
      path: "/",
      httpOnly: true,
      sameSite: "Strict",
      secure: this.#isSecure,
      ...this.#prefixed(),
      ...options,
    });
  }

  #prefixed(): { prefix?: "host" } {
    return this.#isSecure ? { prefix: "host" } : {};
  }
}
