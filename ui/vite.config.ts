import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

// The window loads the page from its own protocol: every address must be relative. The oldest engine to be
// served is WebKitGTK 2.40 / WebView2 on Windows 10.
export default defineConfig({
  base: "./",
  plugins: [react()],
  clearScreen: false,
  server: { port: 1420, strictPort: true },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: ["chrome109", "safari16.4"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1600,
  },
  test: {
    environment: "jsdom",
    globals: false,
    setupFiles: ["./src/test-setup.ts"],
    testTimeout: 30_000,
    css: false,
  },
});
