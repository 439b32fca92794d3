import { defineConfig } from "vitest/config";
import { databaseTests } from "./src/testing/vitest.js";

// Some put something in the place of a module, which no other file shall see.
export default defineConfig({ test: { ...databaseTests, isolate: true } });
