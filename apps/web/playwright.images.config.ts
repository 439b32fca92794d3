import { defineConfig } from "@playwright/test";
import journeys from "./playwright.config";

/**
 * Takes the screenshots that the documents show: `npx -y pnpm@12 --filter @pfn/web images`, after a
 * build.
 */
export default defineConfig(journeys, { testMatch: "*.images.ts", use: { trace: "off" } });
