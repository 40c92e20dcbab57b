// One row of the table: a customer, and what can be done with it there.

import { reportei } from "./client.js";
import { announce, busy, byId, find, make } from "./dom.js";
import { askDelete, askRename } from "./dialogs.js";
import { errorNotice } from "./errors.js";
import { accessOf, dayOf } from "./format.js";

/** @typedef {import("reportei-customers").Customer} Customer */

/**
 * @typedef {object} RowEvents
 * @property {(customer: Customer) => void} changed
 * @property {() => void} removed
 */

/** What each row shows just now. @type {WeakMap<HTMLElement, Customer>} */
const shown = new WeakMap();

/**
 * @param {Customer} customer
 * @param {RowEvents} events
 * @returns {HTMLElement}
 */
export function customerRow(customer, { changed, removed }) {
  const template = byId("row", HTMLTemplateElement);
  const row = find(document.importNode(template.content, true), "tr", HTMLTableRowElement);
  const current = () => shown.get(row) ?? customer;
  fillRow(row, customer);

  const paying = find(row, "[role=switch]", HTMLButtonElement);
  paying.addEventListener("click", () =>
    busy(paying, async () => {
      const is_paying = !current().is_paying;
      await reportingErrors(async () => {
        const { success, message } = await reportei.updatePaymentStatus(customer.uuid, {
          is_paying,
        });
        if (success) changed({ ...current(), is_paying });
        announce(`${current().name}: ${message}`);
      });
    }),
  );
  find(row, "[data-do=rename]", HTMLButtonElement).addEventListener("click", async () => {
    const before = current().name;
    const renamed = await askRename(current());
    if (renamed === null) return;
    changed(renamed);
    announce(`${before} is now called ${renamed.name}.`);
  });
  find(row, "[data-do=remove]", HTMLButtonElement).addEventListener("click", async () => {
    const confirmation = await askDelete(current());
    if (confirmation === null) return;
    removed();
    announce(`${current().name}: ${confirmation.message}`);
  });
  return row;
}

/**
 * @param {HTMLElement} row
 * @param {Customer} customer
 */
export function fillRow(row, customer) {
  shown.set(row, customer);
  row.dataset.uuid = customer.uuid;
  // Hidden in each button too, so that a list of buttons read aloud says whose they are.
  for (const name of row.querySelectorAll(".name")) name.textContent = customer.name;
  find(row, ".id", HTMLElement).textContent = customer.uuid;

  const { tone, label, note } = accessOf(customer);
  const badge = find(row, ".badge", HTMLElement);
  badge.dataset.tone = tone;
  badge.textContent = label;
  find(row, ".note", HTMLElement).textContent = note;

  const created = find(row, "time", HTMLTimeElement);
  created.textContent = dayOf(customer.created_at);
  created.title = `${customer.created_at} UTC`;
  find(row, "[role=switch]", HTMLElement).ariaChecked = String(customer.is_paying);
}

/** What stands in for a row until the first page is there. */
export function skeletonRow() {
  const cell = make("td", "", make("span", "bone"));
  cell.colSpan = 5;
  const row = make("tr", "skeleton", cell);
  row.ariaHidden = "true";
  return row;
}

/**
 * Shows a failure above the table: a row has no room for it.
 *
 * @param {() => Promise<void>} work
 */
async function reportingErrors(work) {
  const place = byId("action-error", HTMLElement);
  place.replaceChildren();
  try {
    await work();
  } catch (error) {
    const notice = errorNotice(error);
    const dismiss = make("button", "plain", "Dismiss");
    dismiss.type = "button";
    dismiss.addEventListener("click", () => place.replaceChildren());
    notice.append(dismiss);
    place.replaceChildren(notice);
    notice.scrollIntoView({ block: "nearest" });
  }
}
