import { defineConfig } from "vitest/config";
import { databaseTests } from "./src/testing/vitest.js";

export default defineConfig({ test: { ...databaseTests, restoreMocks: true } });
