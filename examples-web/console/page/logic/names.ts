/** Names as they are typed, pasted and compared. */
import { MAX_NAME_LENGTH, MAX_NAMES } from "../../shared/api";

export type NameFault = "empty" | "too_long";

/** What is wrong with a name, before it is sent. The API trims names, so blanks alone are none. */
export function nameFault(name: string): NameFault | undefined {
  const { length } = name.trim();
  if (length === 0) return "empty";
  return length > MAX_NAME_LENGTH ? "too_long" : undefined;
}

export interface PastedNames {
  /** Trimmed, in the order of the lines, without empty lines. */
  readonly names: readonly string[];
  /** The numbers of the lines, from 1, whose name is too long. */
  readonly tooLong: readonly number[];
  /** Names that come more than once among the lines. */
  readonly repeated: readonly string[];
  readonly tooMany: boolean;
}

export function parseNames(text: string): PastedNames {
  const names: string[] = [];
  const tooLong: number[] = [];
  const seen = new Set<string>();
  const repeated = new Map<string, string>();
  for (const [index, line] of text.split(/\r\n|\r|\n/u).entries()) {
    const name = line.trim();
    if (name === "") continue;
    if (nameFault(name) === "too_long") tooLong.push(index + 1);
    const key = comparable(name);
    if (seen.has(key)) repeated.set(key, name);
    seen.add(key);
    names.push(name);
  }
  return { names, tooLong, repeated: [...repeated.values()], tooMany: names.length > MAX_NAMES };
}

/** Equal for names that a person takes for the same. */
export function comparable(name: string): string {
  return withoutControls(name).normalize("NFC").replace(/\s+/gu, " ").trim().toLowerCase();
}

/** Names of `candidates` that somebody of `existing` has already. */
export function alreadyThere(
  candidates: readonly string[],
  existing: readonly string[],
): readonly string[] {
  const known = new Set(existing.map(comparable));
  return candidates.filter((name) => known.has(comparable(name)));
}

const LONGEST_TYPED = 60;

/**
 * What has to be typed to delete a customer: its name, or where nobody can be asked to type that,
 * the first characters of its id.
 */
export function deletePhrase({ name, uuid }: { name: string; uuid: string }): string {
  const plain = withoutControls(name).replace(/\s+/gu, " ").trim();
  return plain !== "" && plain.length <= LONGEST_TYPED ? plain : uuid.slice(0, 8);
}

export function isPhrase(typed: string, phrase: string): boolean {
  return comparable(typed) === comparable(phrase);
}

/** Without what has no shape, the marks that turn the direction of text among it. */
function withoutControls(text: string): string {
  return text.replace(/(?!\s)[\p{Control}\p{Format}]/gu, "");
}
