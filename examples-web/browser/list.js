// The table of customers: which page is wanted, which one is shown, and the rows in it.

import { reportei } from "./client.js";
import { byId } from "./dom.js";
import { errorNotice } from "./errors.js";
import { count } from "./format.js";
import { customerRow, fillRow, skeletonRow } from "./row.js";

/** @typedef {import("reportei-customers").Customer} Customer */
/** @typedef {import("reportei-customers").CustomerPage} CustomerPage */

const SKELETON_ROWS = 8;

const list = byId("list", HTMLElement);
const rows = byId("rows", HTMLTableSectionElement);
const title = byId("customers-title", HTMLElement);
const pageSize = byId("page-size", HTMLSelectElement);

const wanted = { page: 1, lastPage: 1 };
let loading = new AbortController();

/** Shows the first page and makes the pager work. */
export function startList() {
  /** @type {[string, () => number][]} */
  const turns = [
    ["first-page", () => 1],
    ["previous-page", () => wanted.page - 1],
    ["next-page", () => wanted.page + 1],
    ["last-page", () => wanted.lastPage],
  ];
  for (const [id, target] of turns) {
    const button = byId(id, HTMLButtonElement);
    button.addEventListener("click", () => {
      if (button.ariaDisabled !== "true") turnTo(target());
    });
  }
  pageSize.addEventListener("change", () => turnTo(1));
  byId("try-again", HTMLButtonElement).addEventListener("click", async () => {
    await turnTo(wanted.page);
    title.focus(); // The button is gone where the page is back.
  });
  rows.replaceChildren(...Array.from({ length: SKELETON_ROWS }, skeletonRow));
  return turnTo(1);
}

/**
 * Shows the page that a new customer is on, with its row marked. The API doesn't say how it sorts:
 * the row is looked for where it can be, on the last page or the first.
 *
 * @param {string} uuid
 */
export async function reveal(uuid) {
  await turnTo(wanted.page);
  for (const page of [wanted.lastPage, 1]) {
    if (rowOf(uuid) === null && wanted.page !== page) await turnTo(page);
  }
  const row = rowOf(uuid);
  if (row === null) return;
  row.dataset.fresh = "";
  row.scrollIntoView({ block: "nearest" });
}

/**
 * Asks for a page and shows it. An answer still under way is aborted first: whichever page was
 * asked for last is the one that ends up on the screen.
 *
 * @param {number} page
 */
async function turnTo(page) {
  loading.abort();
  loading = new AbortController();
  const { signal } = loading;
  wanted.page = page;
  list.ariaBusy = "true";
  showPager();
  try {
    const answer = await reportei.list({ page, per_page: Number(pageSize.value) }, { signal });
    if (signal.aborted) return;
    const { last_page, total } = answer.meta;
    // The page was emptied meanwhile: its rows moved up, to what is now the last page.
    if (page > last_page && total > 0) return await turnTo(last_page);
    showPage(answer);
  } catch (error) {
    if (signal.aborted) return;
    list.dataset.state = "failed";
    byId("list-error", HTMLElement).replaceChildren(errorNotice(error));
    byId("range", HTMLElement).textContent = "";
  }
  list.ariaBusy = "false";
}

/** @param {CustomerPage} page */
function showPage({ data, meta }) {
  wanted.lastPage = meta.last_page;
  list.dataset.state = data.length > 0 ? "shown" : "empty";
  rows.replaceChildren(...data.map((customer) => customerRow(customer, { changed, removed })));
  byId("range", HTMLElement).textContent =
    meta.from && meta.to
      ? `${count(meta.from)}–${count(meta.to)} of ${count(meta.total)}`
      : "No customers";
  if (data[0]) byId("merchant", HTMLElement).textContent = `Merchant: ${data[0].merchant}`;
  showPager();
}

/** A turn that leads nowhere stays focusable: it says so, and does nothing. */
function showPager() {
  const { page, lastPage } = wanted;
  if (list.dataset.state !== "loading") {
    byId("where", HTMLElement).textContent = `Page ${count(page)} of ${count(lastPage)}`;
  }
  for (const id of ["first-page", "previous-page"]) {
    byId(id, HTMLElement).ariaDisabled = String(page <= 1);
  }
  for (const id of ["next-page", "last-page"]) {
    byId(id, HTMLElement).ariaDisabled = String(page >= lastPage);
  }
}

/**
 * Shows what became of a customer. A page still under way may have been read before the change: it
 * is asked for again.
 *
 * @param {Customer} customer
 */
function changed(customer) {
  const row = rowOf(customer.uuid);
  if (list.ariaBusy === "true") turnTo(wanted.page);
  else if (row !== null) fillRow(row, customer);
}

/** The button that removed the customer is gone with its row: the focus goes to the top. */
async function removed() {
  await turnTo(wanted.page);
  title.focus();
}

/**
 * @param {string} uuid
 * @returns {HTMLElement | null}
 */
function rowOf(uuid) {
  return rows.querySelector(`[data-uuid="${CSS.escape(uuid)}"]`);
}
