// The tables that objects are read by, by their places behind those of the endpoints:
// `options::TABLES`.

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
