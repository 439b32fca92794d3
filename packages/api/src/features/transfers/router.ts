import { operate } from "../../ledger/operate";
import { ledgerWriteProcedure, router } from "../../procedures/trpc";
import { createTransfer } from "./create-transfer";
import { linkTransfer } from "./link-transfer";
import {
  CreateTransferInput,
  LinkTransferInput,
  TransferOutput,
  UnlinkTransferInput,
  UnlinkTransferOutput,
} from "./schema";
import { unlinkTransfer } from "./unlink-transfer";

export const transfersRouter = router({
  create: ledgerWriteProcedure("transactions:write", {
    summary: "Move money between two accounts",
    description:
      "Adds two transactions of kind `transfer`, which count in balances and never as income or expense. Amounts are positive; `received` is needed when the currencies differ.",
    rest: { method: "POST", path: "/transfers" },
    tool: { name: "create_transfer" },
    example: {
      fromAccountId: "01970000-0000-7000-8000-000000000001",
      toAccountId: "01970000-0000-7000-8000-000000000006",
      date: "2026-03-31",
      amount: { amount: "250.00", currency: "EUR" },
    },
  })
    .input(CreateTransferInput)
    .output(TransferOutput)
    .mutation(operate(createTransfer)),
  link: ledgerWriteProcedure("transactions:write", {
    summary: "Make a transfer of two transactions that are there",
    description:
      "`out` is the negative one. Both become of kind `transfer` and lose their categories.",
    rest: { method: "POST", path: "/transfers/link" },
    example: {
      out: { id: "01970000-0000-7000-8000-000000000002", version: 1 },
      in: { id: "01970000-0000-7000-8000-000000000007", version: 1 },
    },
  })
    .input(LinkTransferInput)
    .output(TransferOutput)
    .mutation(operate(linkTransfer)),
  unlink: ledgerWriteProcedure("transactions:write", {
    summary: "Take a transfer apart",
    description: "Both transactions stay, as regular ones without category.",
    rest: { method: "POST", path: "/transfers/{id}/unlink" },
    example: { id: "01970000-0000-7000-8000-000000000008" },
  })
    .input(UnlinkTransferInput)
    .output(UnlinkTransferOutput)
    .mutation(operate(unlinkTransfer)),
});
