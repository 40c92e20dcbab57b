// The numbers by which both sides call things. In a file that imports nothing, since a bundler puts
// the numbers themselves in the place of constants from such a file alone.

/** Endpoints, and the tables that their params are read by: `endpoint::ALL`. */
export const LIST = 0;
export const SHOW = 1;
export const SETTINGS = 2;
export const CREATE = 3;
export const UPDATE = 4;
export const DELETE = 5;
export const UPDATE_PAYMENT_STATUS = 6;

/** The tables behind them: `options::TABLES`. */
export const CLIENT = 7;
export const RATE_LIMIT = 8;
export const CALL = 9;
export const CREATE_OPTIONS = 10;
export const LIST_ALL = 11;
export const MANY = 12;
export const CREATE_MANY = 13;
export const WALK = 14;
export const TO_ARRAY = 15;
export const UNCONFIRMED = 16;

/** No table: a header's name and value. */
export const HEADER = 17;

/** Where values are that a client is made of: `options::place`. */
export const RATE_LIMIT_PLACE = 13;
export const URL_PLACE = 14;
export const LIMITS_PLACE = 18;

/** Where a call's are, behind the customer's id: `call::PARAMS`, `call::OPTIONS`. */
export const PARAMS_PLACE = 1;
export const OPTIONS_PLACE = 5;

/** The sorts of a caller's values that are not just what typeof says: `value::Sort`. */
export const TEXT = 3;
export const BROKEN_TEXT = 4;
export const SIGNAL = 6;
export const OTHER = 7;

/** How waiting ended: `call::end`. */
export const ATTEMPT_TIMED_OUT = 1;
export const CALL_TIMED_OUT = 2;
export const ABORTED = 3;
export const DEAF_SIGNAL = 4;
export const NO_TOKEN = 5;
export const NO_ANSWER = 6;
export const ROLLED_BACK = 7;
export const NOT_ROLLED_BACK = 8;
export const NO_TURN = 9;

/** What becomes of an answer: `call::answer`. */
export const ACCEPTED = 1;
export const FOLLOWED = 2;
export const WRONG = 3;
export const GONE = 4;
