import { useState } from "react";
import { type Choices, chosenFor, decide } from "./decisions";
import type { Decision, Import, ImportRow } from "./import-words";

/** What the person decides about rows, opening balances and categories. */
export function useChoices() {
  const [choices, setChoices] = useState<Choices>(new Map());
  const [createsCategories, setCreatesCategories] = useState(true);
  return {
    ...{ choices, createsCategories, setCreatesCategories },
    decide: ({ id }: Pick<Import, "id">, row: ImportRow, decision: Decision | null) =>
      setChoices((before) => decide(before, id, { row, decision })),
    setOpening: ({ id }: Pick<Import, "id">, addsOpening: boolean) =>
      setChoices((before) =>
        new Map(before).set(id, { ...chosenFor(before, { id }), addsOpening }),
      ),
    forgetChoices: () => setChoices(new Map()),
  };
}
