/**
 * The customers of exactly that name created at that time or later, from all pages.
 * @param {any} client
 * @param {string} name
 * @param {string} since
 * @param {object | undefined} options
 */
export async function findUnconfirmed(client, name, since, options) {
  const found = new Map();
  for (let page = 1, last = 1; page <= last; page++) {
    const { data, meta } = await client.list({ page, per_page: 100 }, options);
    for (const customer of data) {
      if (customer.name === name && customer.created_at >= since)
        found.set(customer.uuid, customer);
    }
    last = meta.last_page;
  }
  return [...found.values()];
}
