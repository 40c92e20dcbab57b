import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The page alone: the server answers what it asks for. */
export default defineConfig({
  root: fileURLToPath(new URL("page", import.meta.url)),
  plugins: [react()],
  build: {
    outDir: fileURLToPath(new URL("dist/page", import.meta.url)),
    emptyOutDir: true,
    // The page's content security policy allows no `data:` address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The package is WebAssembly in a module: most of the main bundle, and not to be split.
    chunkSizeWarningLimit: 1_200,
  },
});
