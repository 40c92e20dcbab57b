/**
 * Keeps the second click of a double click from what lies beneath a dialog that the first one
 * closed, and from what the first one opened. Keys are let through: their clicks have no `detail`.
 */
const DOUBLE_CLICK_MS = 400;

let lastClick = Number.NEGATIVE_INFINITY;
let until = Number.NEGATIVE_INFINITY;

/** What is to be clicked on has changed: a click that follows closely was not meant for it. */
export function guardClicks(): void {
  until = lastClick + DOUBLE_CLICK_MS;
}

export function installClickGuard(): void {
  for (const type of ["click", "pointerdown", "mousedown", "auxclick"] as const) {
    document.addEventListener(
      type,
      (event) => {
        if (event.type === "click" && event.detail === 0) return;
        const now = performance.now();
        if (now >= until) {
          if (event.type === "click") lastClick = now;
          return;
        }
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      { capture: true },
    );
  }
}
