import { describe, expect, expectTypeOf, it } from "vitest";
import type { PfnClient, PfnError, PfnInputs, PfnOutputs } from "./index";

const cash = { name: "Purse", type: "cash", currency: "EUR" } as const;

// Checked by `tsc`; nothing here is sent.
const typed = (use: (pfn: PfnClient) => unknown) => expect(use).toBeTypeOf("function");

describe("the client's types", () => {
  it("know every answer", () => {
    typed(async (pfn) => {
      const { items, nextCursor } = await pfn.transactions.list.query();
      expectTypeOf(nextCursor).toEqualTypeOf<string | null>();
      expectTypeOf(items).toEqualTypeOf<PfnOutputs["transactions"]["list"]["items"]>();
      expectTypeOf(items[0]?.amount).toEqualTypeOf<{ amount: string; currency: string } | undefined>();
      expectTypeOf((await pfn.me.get.query()).ledger.today).toBeString();
    });
  });

  it("know every input", () => {
    expectTypeOf<PfnInputs["transactions"]["create"]["dryRun"]>().toEqualTypeOf<boolean | undefined>();
    typed((pfn) => {
      void pfn.transactions.list.query({ limit: 10 }, { signal: AbortSignal.timeout(1_000) });
      // @ts-expect-error an unknown field
      void pfn.transactions.list.query({ limits: 10 });
      // @ts-expect-error an amount as a number
      void pfn.accounts.create.mutate({ ...cash, openingBalance: { amount: 1, currency: "EUR" } });
      // @ts-expect-error a required field is missing
      void pfn.operations.undo.mutate({});
    });
  });

  it("tell reading from writing", () => {
    typed((pfn) => {
      // @ts-expect-error a write
      void pfn.transactions.create.query;
      // @ts-expect-error a read
      void pfn.transactions.list.mutate;
    });
  });

  it("A3: do not offer what no key may call", () => {
    expectTypeOf<PfnClient>().not.toHaveProperty("integrationKeys");
    expectTypeOf<PfnClient>().not.toHaveProperty("account");
    expectTypeOf<PfnClient>().not.toHaveProperty("admin");
  });

  it("let an error's code be told apart by name", () => {
    expectTypeOf<"FORBIDDEN">().toExtend<PfnError["code"]>();
    expectTypeOf<"NETWORK">().toExtend<PfnError["code"]>();
    expectTypeOf<"TEAPOT">().not.toExtend<PfnError["code"]>();
  });
});
