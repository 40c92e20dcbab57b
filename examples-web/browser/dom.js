// The little this page needs of the DOM. Whatever comes from the API or from a person goes in as
// text, never as markup.

/**
 * The element with this id, checked to be of the type the caller counts on.
 *
 * @template {Element} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  return checked(document.getElementById(id), type, `#${id}`);
}

/**
 * The first match inside an element, checked likewise.
 *
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {new () => T} type
 * @returns {T}
 */
export function find(root, selector, type) {
  return checked(root.querySelector(selector), type, selector);
}

/**
 * Makes an element with a class and children; strings become text.
 *
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} className
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
}

/**
 * Keeps a button disabled while its work is under way, so that a second click starts nothing. A
 * disabled button loses the keyboard's focus: it gets it back, unless the focus has moved on.
 *
 * @param {HTMLButtonElement} button
 * @param {() => Promise<void>} work
 */
export async function busy(button, work) {
  const hadFocus = document.activeElement === button;
  button.disabled = true;
  button.ariaBusy = "true";
  try {
    await work();
  } finally {
    button.disabled = false;
    button.ariaBusy = null;
    if (hadFocus && document.activeElement === document.body) button.focus();
  }
}

const TOAST_MS = 6_000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let toastTimer;

/**
 * Says what was done, to eyes and to screen readers.
 *
 * @param {string} text
 */
export function announce(text) {
  const toast = byId("toast", HTMLElement);
  toast.textContent = text;
  toast.dataset.shown = "";
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => delete toast.dataset.shown, TOAST_MS);
}

/**
 * @template {Element} T
 * @param {Element | null} element
 * @param {new () => T} type
 * @param {string} what
 * @returns {T}
 */
function checked(element, type, what) {
  if (!(element instanceof type)) throw new Error(`${what} is not a ${type.name}`);
  return element;
}
