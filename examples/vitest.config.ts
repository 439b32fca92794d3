import { databaseTests } from "@pfn/db/testing/vitest";
import { defineConfig } from "vitest/config";

export default defineConfig({ test: { ...databaseTests, setupFiles: ["@pfn/api/testing/setup"] } });
