import { PROCEDURES } from "@pfn/api/http";
import { expect, it } from "vitest";
import { describeProcedure } from "./operation-words";

it("everything that can stand in a ledger's log has words for its owner", () => {
  const logged = [...PROCEDURES].flatMap(([path, { meta }]) =>
    meta?.writes === true ? [path] : [],
  );
  expect(logged).toContain("transactions.create");
  expect([...logged, "ledger.create"].filter((path) => describeProcedure(path) === path)).toEqual(
    [],
  );
});
