// Forms that do one thing at a time and say at the field what was wrong with it.

import { find } from "./dom.js";
import { errorNotice, fieldErrorsOf } from "./errors.js";

/**
 * Does the work on each submit. The form is disabled until it is done, so that a double click or a
 * second Enter starts nothing; a failure is shown in the form.
 *
 * @param {HTMLFormElement} form
 * @param {(data: FormData) => Promise<void>} work
 * @param {{ signal?: AbortSignal, creating?: boolean }} [options] `signal` ends the listening
 */
export function onSubmit(form, work, { signal, creating } = {}) {
  const fields = find(form, "fieldset", HTMLFieldSetElement);
  form.addEventListener(
    "submit",
    async (event) => {
      event.preventDefault();
      if (fields.disabled) return;
      const focused = document.activeElement;
      const data = new FormData(form); // Before the fields are disabled: they would be left out.
      clearErrors(form);
      fields.disabled = true;
      try {
        await work(data);
        fields.disabled = false;
        if (focused instanceof HTMLElement) focused.focus();
      } catch (error) {
        fields.disabled = false;
        showError(form, error, creating);
      }
    },
    { signal },
  );
}

/** @param {HTMLFormElement} form */
export function clearErrors(form) {
  find(form, "[data-errors]", HTMLElement).replaceChildren();
  for (const place of form.querySelectorAll("[data-error-of]")) place.textContent = "";
  for (const input of form.querySelectorAll("[aria-invalid]")) {
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
  }
}

/**
 * What is wrong with a field goes to the field; what no field owns goes to a notice.
 *
 * @param {HTMLFormElement} form
 * @param {unknown} error
 * @param {boolean} [creating]
 */
function showError(form, error, creating) {
  const owned = Object.entries(fieldErrorsOf(error)).filter(([name, messages]) =>
    showAtField(form, name, messages),
  );
  if (owned.length > 0) {
    find(form, "[aria-invalid]", HTMLElement).focus();
  } else {
    const notice = errorNotice(error, { creating });
    find(form, "[data-errors]", HTMLElement).replaceChildren(notice);
    notice.focus();
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string[]} messages
 * @returns {boolean} whether the form has such a field
 */
function showAtField(form, name, messages) {
  const input = form.elements.namedItem(name);
  const place = form.querySelector(`[data-error-of="${CSS.escape(name)}"]`);
  if (!(input instanceof HTMLInputElement) || place === null) return false;
  place.textContent = messages.join(" ");
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", place.id);
  return true;
}
