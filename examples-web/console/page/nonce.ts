/** What allows the styles that the components make while the page runs: the server writes it. */
export const cspNonce =
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
