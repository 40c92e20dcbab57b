/** The export: what a spreadsheet opens without running anything. */
import Papa from "papaparse";
import type { CustomerState, Row } from "./states";

export interface CsvWords {
  readonly headers: readonly [string, string, string, string, string, string, string];
  readonly states: Readonly<Record<CustomerState, string>>;
}

// Spreadsheets take a file without it for one in the machine's old encoding.
const BYTE_ORDER_MARK = "\uFEFF";

/** `escapeFormulae` puts an apostrophe before what a spreadsheet would take for a formula. */
export function toCsv(rows: readonly Row[], { headers, states }: CsvWords): string {
  const data = rows.map(({ customer, state }) => [
    customer.uuid,
    customer.name,
    states[state],
    customer.trial_ends_at ?? "",
    customer.created_at,
    customer.updated_at,
    customer.merchant,
  ]);
  const text = Papa.unparse({ fields: [...headers], data }, { escapeFormulae: true });
  return BYTE_ORDER_MARK + text + "\r\n";
}
