import { SCOPES } from "@pfn/keys/scopes";
import { expect, it } from "vitest";
import { SCOPE_GROUPS } from "./scope-groups";

it("A5: every scope can be chosen on the screen, and each once", () => {
  expect(SCOPE_GROUPS.flatMap(({ scopes }) => scopes).toSorted()).toEqual([...SCOPES].toSorted());
});
