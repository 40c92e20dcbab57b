/** A text as the search compares it: without accents, case and repeated white space. */
export function searchable(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{Mark}/gu, "")
    .toLowerCase()
    .replace(/\s+/gu, " ")
    .trim();
}

/** The words of a query, each of which a match must contain. */
export function searchWords(query: string): readonly string[] {
  const text = searchable(query);
  return text === "" ? [] : text.split(" ");
}
