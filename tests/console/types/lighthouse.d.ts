/** What the tests use of Lighthouse: its own types are not in the language of TypeScript 7. */
import type { Page } from "puppeteer-core";

export interface Flags {
  readonly logLevel?: "error";
  readonly onlyCategories?: readonly string[];
  readonly onlyAudits?: readonly string[];
  readonly disableStorageReset?: boolean;
}

export interface Audit {
  readonly id: string;
  readonly title: string;
  /** 0 to 1; `null` where there is nothing to judge, or where it failed. */
  readonly score: number | null;
  readonly errorMessage?: string;
  readonly numericValue?: number;
  readonly details?: { readonly items?: readonly Readonly<Record<string, unknown>>[] };
}

export interface Category {
  readonly score: number | null;
  readonly auditRefs: readonly { readonly id: string; readonly weight: number }[];
}

export interface Result {
  readonly lighthouseVersion: string;
  readonly finalDisplayedUrl: string;
  readonly categories: Readonly<Record<string, Category>>;
  readonly audits: Readonly<Record<string, Audit>>;
}

export interface Config {
  readonly extends?: string;
}

export const desktopConfig: Config;

export default function lighthouse(
  url: string,
  flags: Flags,
  config: Config | undefined,
  page: Page,
): Promise<{ readonly lhr: Result } | undefined>;
