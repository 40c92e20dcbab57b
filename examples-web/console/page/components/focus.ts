/**
 * Gives the focus back to what opened something. Where that is gone, the list's stop has it (after a
 * deletion the row in the place of the deleted one), or else the page's content.
 */
export function returnFocus(opener: Element | null | undefined): void {
  const target =
    opener instanceof HTMLElement && opener.isConnected && opener !== document.body
      ? opener
      : (document.querySelector<HTMLElement>('[data-row] [data-cell][tabindex="0"]') ??
        document.getElementById("main"));
  target?.focus({ preventScroll: true });
}
