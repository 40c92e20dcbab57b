import "./style.css";
import { StrictMode, startTransition } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app";
import { installClickGuard } from "./components/click-guard";
import { cspNonce } from "./nonce";

declare global {
  /** Where the library that locks the page's scroll behind a dialog looks for the nonce. */
  var __webpack_nonce__: string | undefined;
}

globalThis.__webpack_nonce__ = cspNonce;
installClickGuard();
const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root.");
document.documentElement.dataset["started"] = "";
const sayThatItFailed = () => document.getElementById("boot-failed")?.removeAttribute("hidden");
// In slices, between which the page answers.
startTransition(() =>
  createRoot(root, { onUncaughtError: sayThatItFailed }).render(
    <StrictMode>
      <App />
    </StrictMode>,
  ),
);
