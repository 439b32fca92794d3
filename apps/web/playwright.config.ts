import { defineConfig } from "@playwright/test";
import { findChromium } from "./e2e/find-chromium";

/**
 * Browser journeys on the built server (`turbo build` first), with the Chromium that is installed:
 * none is ever downloaded.
 */
export default defineConfig({
  testDir: "e2e",
  globalSetup: "./test/data-template.ts",
  testMatch: "*.e2e.ts",
  outputDir: "e2e/.results",
  // Pictures are what the documents show, so they stand where the documents find them.
  snapshotPathTemplate: "../../docs/images/{arg}{ext}",
  // A start of the server, a database of its own and a browser share few processors.
  workers: 1,
  // No journey may fail because the machine is busy.
  timeout: 900_000,
  expect: { timeout: 120_000 },
  reporter: "list",
  use: {
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
    launchOptions: {
      executablePath: findChromium(),
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-default-apps",
        "--disable-sync",
        "--no-first-run",
        // Chromium refuses its sandbox to root, which containers usually are.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      ],
    },
  },
});
