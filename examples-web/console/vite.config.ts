import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { compression } from "vite-plugin-compression2";

/** The page alone: the server answers what it asks for. */
export default defineConfig({
  root: fileURLToPath(new URL("page", import.meta.url)),
  plugins: [react(), compression({ algorithms: ["brotliCompress", "gzip"], include: /^assets\// })],
  build: {
    outDir: fileURLToPath(new URL("dist/page", import.meta.url)),
    emptyOutDir: true,
    // The page's content security policy allows no `data:` address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 600,
  },
});
