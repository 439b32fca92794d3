import { describe, expect, expectTypeOf, it } from "vitest";
import {
  iterate,
  type Money,
  type PfnClient,
  type PfnClientOptions,
  type PfnError,
  type PfnInputs,
  type PfnOutputs,
  sumMoney,
} from "./index";

const cash = { name: "Purse", type: "cash", currency: "EUR" } as const;

// Checked by `tsc`; nothing here is sent.
const typed = (use: (pfn: PfnClient) => unknown) => expect(use).toBeTypeOf("function");

describe("the client's types", () => {
  it("know every answer", () => {
    typed(async (pfn) => {
      const { items, nextCursor } = await pfn.transactions.list.query();
      expectTypeOf(nextCursor).toEqualTypeOf<string | null>();
      expectTypeOf(items).toEqualTypeOf<PfnOutputs["transactions"]["list"]["items"]>();
      expectTypeOf(items[0]?.amount).toEqualTypeOf<
        { amount: string; currency: string } | undefined
      >();
      expectTypeOf((await pfn.me.get.query()).ledger.today).toBeString();
    });
  });

  it("know every input", () => {
    expectTypeOf<PfnInputs["transactions"]["create"]["dryRun"]>().toEqualTypeOf<
      boolean | undefined
    >();
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
    expectTypeOf<PfnClient>().not.toHaveProperty("profile");
    expectTypeOf<PfnClient>().not.toHaveProperty("admin");
  });

  it("let an error's code be told apart by name", () => {
    expectTypeOf<"FORBIDDEN">().toExtend<PfnError["code"]>();
    expectTypeOf<"NETWORK">().toExtend<PfnError["code"]>();
    expectTypeOf<"TEAPOT">().not.toExtend<PfnError["code"]>();
  });

  it("A3: nor can a call for people be written", () => {
    typed((pfn) => {
      // @ts-expect-error keys are made by people
      void pfn.integrationKeys.create;
      // @ts-expect-error a profile belongs to a person
      void pfn.profile.changePassword;
    });
    expectTypeOf<PfnInputs>().not.toHaveProperty("integrationKeys");
    expectTypeOf<PfnOutputs>().not.toHaveProperty("admin");
  });

  it("tell what iterating over a list answers and takes, for every list and nothing else", () => {
    typed(async (pfn) => {
      for await (const row of iterate(pfn.transactions.list, { uncategorized: true, limit: 200 })) {
        expectTypeOf(row).toEqualTypeOf<PfnOutputs["transactions"]["list"]["items"][number]>();
      }
      for await (const { posted } of iterate(pfn.accounts.list))
        expectTypeOf(posted).toExtend<Money>();
      void iterate(pfn.categories.list);
      void iterate(pfn.operations.list, { limit: 1 }, { signal: AbortSignal.timeout(1_000) });
      // @ts-expect-error a filter that this list has not
      void iterate(pfn.operations.list, { uncategorized: true });
      // @ts-expect-error it has no pages
      void iterate(pfn.me.get);
      // @ts-expect-error a write
      void iterate(pfn.transactions.create);
    });
  });

  it("want the input of a list where the list does", () => {
    typed((pfn) => {
      const list = pfn.transactions.list as unknown as {
        query: (input: {
          accountId: string;
          cursor?: string | undefined;
        }) => Promise<{ items: 1[]; nextCursor: null }>;
      };
      expectTypeOf(iterate(list, { accountId: "a" })).toEqualTypeOf<
        AsyncGenerator<1, void, void>
      >();
      // @ts-expect-error which account?
      void iterate(list);
    });
  });

  it("let money of an answer go into the helpers, and their results into an input", () => {
    typed(async (pfn) => {
      const { items } = await pfn.accounts.list.query();
      const total = sumMoney(
        items.map(({ posted }) => posted),
        "EUR",
      );
      void pfn.accounts.create.mutate({ ...cash, openingBalance: total });
      // @ts-expect-error an amount without its currency
      sumMoney(["12.50"], "EUR");
    });
  });

  it("take `retry` as patience or not at all", () => {
    expectTypeOf<false>().toExtend<PfnClientOptions["retry"]>();
    expectTypeOf<{ attempts: number }>().toExtend<PfnClientOptions["retry"]>();
    expectTypeOf<true>().not.toExtend<PfnClientOptions["retry"]>();
  });
});
