/**
 * How the tests start Chromium: as root too (hence no sandbox), and without its calls home, which
 * a machine without a network answers with errors.
 */
export const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
