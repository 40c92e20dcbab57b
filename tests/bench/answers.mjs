/** What the API answers in the benchmarks, made once: the time that a server takes is not measured. */

/** @param {number} index */
export function customer(index) {
  return {
    uuid: `caedbbbe-7d93-476f-b965-${index.toString(16).padStart(12, "0")}`,
    name: `Padaria Flor de Minas ${index}`,
    created_at: "2024-09-24 17:07:34",
    updated_at: "2024-09-24 17:07:34",
    trial_ends_at: index % 3 ? "2024-10-08 17:15:12" : null,
    is_paying: index % 2 === 0,
    merchant: "Reportei",
  };
}

export const UUID = customer(7).uuid;
export const SHOWN = JSON.stringify({ customer: customer(7) });
export const CREATED = JSON.stringify({
  customer: { ...customer(8), api_token: "1|abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOP" },
});
export const REFUSED = JSON.stringify({
  message: "The name field is required.",
  errors: { name: ["The name field is required."] },
});

/** @type {Map<string, string>} */
const pages = new Map();

/**
 * @param {number} page
 * @param {number} perPage
 * @param {number} total How many customers there are.
 */
function pageOf(page, perPage, total) {
  const key = `${page} ${perPage} ${total}`;
  const known = pages.get(key);
  if (known !== undefined) return known;
  const from = (page - 1) * perPage;
  const size = Math.max(0, Math.min(perPage, total - from));
  const made = JSON.stringify({
    data: Array.from({ length: size }, (_, index) => customer(from + index)),
    meta: {
      current_page: page,
      from: size ? from + 1 : null,
      last_page: Math.ceil(total / perPage),
      path: "https://connect.reportei.com/api/customers",
      per_page: perPage,
      to: size ? from + size : null,
      total: total,
      sortBy: null,
      descending: false,
    },
  });
  pages.set(key, made);
  return made;
}

/**
 * What a request gets.
 * @param {string} method
 * @param {string} url From the path on. Under `/refusing` nothing is created.
 * @param {number} total How many customers there are.
 * @returns {{ status: number, body: string }}
 */
export function answerTo(method, url, total) {
  if (method === "POST") {
    return url.startsWith("/refusing")
      ? { status: 422, body: REFUSED }
      : { status: 201, body: CREATED };
  }
  const [path = "", query] = url.split("?");
  if (!path.endsWith("/customers")) return { status: 200, body: SHOWN };
  const params = new URLSearchParams(query);
  const body = pageOf(Number(params.get("page") ?? 1), Number(params.get("per_page") ?? 15), total);
  return { status: 200, body };
}
