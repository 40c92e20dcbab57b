/** Builds the server for Node. All packages stay outside: some are native, and one may be linked. */
import { defineConfig } from "vite";

export default defineConfig({
  publicDir: false,
  ssr: { external: true },
  build: {
    ssr: true,
    target: "node20.19",
    outDir: "dist/server",
    rolldownOptions: {
      input: { main: "server/main.ts", hash: "server/hash.ts", health: "server/health.ts" },
      // Where the folders beside the server are found from any of them.
      output: { chunkFileNames: "[name].js" },
    },
  },
});
