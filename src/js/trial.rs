//! What `trial.js` takes and gives, as TypeScript sees it.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Where a customer stands, and what is left of its trial, paying or not. */
export interface TrialStatus {
  /**
   * `paying`: it pays. Else, `trial`: its trial is not over; `expired`: it is; `none`: it has none.
   */
  state: "paying" | "trial" | "expired" | "none";
  /** When its trial ends or ended; `null` where it has none. */
  endsAt: Date | null;
  /** The milliseconds until then; 0 once it is over, or where there is none. */
  msLeft: number;
  /**
   * The days until then, as a person with a calendar counts them, in UTC: 0 where it ends today, 1
   * where it ends tomorrow at whatever time; 0 too once it is over, or where there is none.
   */
  daysLeft: number;
}

/**
 * Where a customer stands at a time, by default now: whether it pays, and what is left of its
 * trial. Nothing is sent.
 *
 * Throws a `ReporteiError` of the kind `invalid_argument` where that is no customer or no time.
 */
export function trialStatus(customer: Pick<Customer, "is_paying" | "trial_ends_at">, now?: Date | number): TrialStatus;

/**
 * The time that the API means by a text such as `"2024-09-24 17:07:34"`, which is in UTC.
 *
 * Throws a `ReporteiError` of the kind `invalid_argument` where it is none.
 */
export function parseTimestamp(text: string): Date;
"#;
