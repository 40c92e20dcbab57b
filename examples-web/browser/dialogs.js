// The questions the console asks. Each opens a dialog and resolves with what was done, or with
// `null` when the person thought better of it.

import { reportei } from "./client.js";
import { byId, find } from "./dom.js";
import { clearErrors, onSubmit } from "./forms.js";

/** @typedef {import("reportei-customers").Customer} Customer */
/** @typedef {import("reportei-customers").CreatedCustomer} CreatedCustomer */
/** @typedef {import("reportei-customers").Confirmation} Confirmation */

/** @returns {Promise<Customer | null>} */
export async function askCreate() {
  const dialog = byId("create-dialog", HTMLDialogElement);
  byId("create-name", HTMLInputElement).value = "";
  const created = await ask(dialog, (data) => reportei.create({ name: String(data.get("name")) }), {
    creating: true,
  });
  if (created !== null) await showToken(created);
  return created;
}

/**
 * @param {Customer} customer
 * @returns {Promise<Customer | null>}
 */
export function askRename(customer) {
  const dialog = byId("rename-dialog", HTMLDialogElement);
  find(dialog, ".name", HTMLElement).textContent = customer.name;
  const input = byId("rename-name", HTMLInputElement);
  input.value = customer.name;
  const answer = ask(dialog, (data) =>
    reportei.update(customer.uuid, { name: String(data.get("name")) }),
  );
  input.select();
  return answer;
}

/**
 * @param {Customer} customer
 * @returns {Promise<Confirmation | null>}
 */
export function askDelete(customer) {
  const dialog = byId("delete-dialog", HTMLDialogElement);
  find(dialog, ".name", HTMLElement).textContent = customer.name;
  return ask(dialog, () => reportei.delete(customer.uuid));
}

/**
 * Opens a dialog whose form does one thing. It can't be closed while that is under way: a request
 * that was sent can't be taken back, and its answer must be seen.
 *
 * @template T
 * @param {HTMLDialogElement} dialog
 * @param {(data: FormData) => Promise<T>} work
 * @param {{ creating?: boolean }} [options]
 * @returns {Promise<T | null>}
 */
function ask(dialog, work, { creating } = {}) {
  const form = find(dialog, "form", HTMLFormElement);
  const fields = find(form, "fieldset", HTMLFieldSetElement);
  const closed = new AbortController();
  const { signal } = closed;
  /** @type {T | null} */
  let done = null;

  clearErrors(form);
  onSubmit(
    form,
    async (data) => {
      done = await work(data);
      dialog.close();
    },
    { signal, creating },
  );
  find(form, "[data-close]", HTMLElement).addEventListener("click", () => dialog.close(), {
    signal,
  });
  holdOpen(dialog, () => fields.disabled, signal);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener(
      "close",
      () => {
        closed.abort();
        resolve(done);
      },
      { signal },
    );
  });
}

/**
 * Shows the token that can be read this once. Only ticking "I have stored it" lets the dialog go,
 * and leaving the page is asked about.
 *
 * @param {CreatedCustomer} created
 * @returns {Promise<void>}
 */
function showToken(created) {
  const dialog = byId("token-dialog", HTMLDialogElement);
  const token = byId("token-value", HTMLTextAreaElement);
  const copied = byId("token-copied", HTMLElement);
  const stored = byId("token-stored", HTMLInputElement);
  const close = byId("token-close", HTMLButtonElement);
  const closed = new AbortController();
  const { signal } = closed;

  find(dialog, ".name", HTMLElement).textContent = created.name;
  token.value = created.api_token;
  copied.textContent = "";
  stored.checked = false;
  close.disabled = true;

  const copy = byId("token-copy", HTMLButtonElement);
  copy.addEventListener(
    "click",
    async () => {
      try {
        await navigator.clipboard.writeText(created.api_token);
        copied.textContent = "Copied";
      } catch {
        // No permission, or a page that isn't served securely: the keyboard can always copy.
        token.select();
        copied.textContent = "Couldn’t copy. It is selected: copy it with the keyboard.";
      }
    },
    { signal },
  );
  stored.addEventListener("change", () => (close.disabled = !stored.checked), { signal });
  window.addEventListener("beforeunload", (event) => event.preventDefault(), { signal });
  holdOpen(dialog, () => !stored.checked, signal);
  dialog.showModal();
  copy.focus();

  return new Promise((resolve) => {
    find(dialog, "form", HTMLFormElement).addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        if (stored.checked) dialog.close();
      },
      { signal },
    );
    dialog.addEventListener(
      "close",
      () => {
        closed.abort();
        token.value = "";
        resolve();
      },
      { signal },
    );
  });
}

/**
 * Keeps Escape, and a phone's back gesture, from closing the dialog while `held` says so. Browsers
 * let a second Escape through a refused `cancel`, but not through a refused key press. (The token's
 * dialog says `closedby="none"` besides, which does the same where a browser knows it.)
 *
 * @param {HTMLDialogElement} dialog
 * @param {() => boolean} held
 * @param {AbortSignal} signal
 */
function holdOpen(dialog, held, signal) {
  dialog.addEventListener("cancel", (event) => held() && event.preventDefault(), { signal });
  // On the document: disabling the fields takes the focus, and the keys, out of the dialog.
  document.addEventListener(
    "keydown",
    (event) => event.key === "Escape" && held() && event.preventDefault(),
    { signal },
  );
}
