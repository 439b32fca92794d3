import { configDefaults, defineConfig } from "vitest/config";
import shared, { ALONE } from "./vitest.config";

export default defineConfig({
  test: { ...shared.test, include: ALONE, exclude: configDefaults.exclude, isolate: true },
});
