/**
 * Keeps the second click of a double click from what lies beneath a dialog that the first one
 * closed, or on what the first one opened. Keys are let through: their clicks have no `detail`.
 */
const GUARD_MS = 400;

let until = 0;

export function guardClicks(): void {
  until = performance.now() + GUARD_MS;
}

export function installClickGuard(): void {
  for (const type of ["click", "pointerdown", "mousedown", "auxclick"] as const) {
    document.addEventListener(
      type,
      (event) => {
        if (performance.now() >= until || !event.isTrusted) return;
        if (event.type === "click" && event.detail === 0) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      { capture: true },
    );
  }
}
