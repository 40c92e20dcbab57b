/** What the API's contract says of its answers, checked as a careful person would by hand. */

/** @typedef {"string" | "boolean" | "integer"} Kind */
/** @typedef {{ name: string, kind: Kind, nullable?: boolean, optional?: boolean }} Field */

/** @type {Field[]} */
const CUSTOMER = [
  { name: "uuid", kind: "string" },
  { name: "name", kind: "string" },
  { name: "created_at", kind: "string" },
  { name: "updated_at", kind: "string" },
  { name: "trial_ends_at", kind: "string", nullable: true },
  { name: "is_paying", kind: "boolean" },
  { name: "merchant", kind: "string" },
];
/** @type {Field[]} */
const CREATED = [...CUSTOMER, { name: "api_token", kind: "string" }];
/** @type {Field[]} */
const META = [
  { name: "current_page", kind: "integer" },
  { name: "from", kind: "integer", nullable: true, optional: true },
  { name: "path", kind: "string", optional: true },
  { name: "per_page", kind: "integer" },
  { name: "to", kind: "integer", nullable: true, optional: true },
  { name: "total", kind: "integer" },
  { name: "sortBy", kind: "string", nullable: true, optional: true },
  { name: "descending", kind: "boolean", optional: true },
];

/** A success whose body is not what the contract says. */
export class Mismatch extends Error {
  /** @param {string} path */
  constructor(path) {
    super(`the API's answer is not what its contract says: ${path || "the answer"}`);
    this.path = path;
  }
}

/** @param {any} body */
export function customerOf(body) {
  const customer = object(body, "").customer;
  fields(customer, CUSTOMER, "customer");
  return customer;
}

/** @param {any} body */
export function createdOf(body) {
  const customer = object(body, "").customer;
  fields(customer, CREATED, "customer");
  return customer;
}

/** @param {any} body */
export function pageOf(body) {
  const { data, meta } = object(body, "");
  if (!Array.isArray(data)) throw new Mismatch("data");
  for (let i = 0; i < data.length; i++) fields(data[i], CUSTOMER, "data", i);
  fields(meta, META, "meta");
  meta.last_page ??= meta.total_pages;
  if (!Number.isInteger(meta.last_page)) throw new Mismatch("meta.last_page");
  return body;
}

/**
 * @param {any} value
 * @param {Field[]} shape
 * @param {string} path
 * @param {number} [index]
 */
function fields(value, shape, path, index) {
  object(value, path);
  for (const field of shape) {
    const found = value[field.name];
    if (field.kind === "integer" ? Number.isInteger(found) : typeof found === field.kind) continue;
    if (found === null && field.nullable) continue;
    if (found === undefined && field.optional) continue;
    const place = index === undefined ? path : `${path}[${index}]`;
    throw new Mismatch(`${place}.${field.name}`);
  }
}

/**
 * @param {any} value
 * @param {string} path
 */
function object(value, path) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Mismatch(path);
  return value;
}
