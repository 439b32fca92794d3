import { operate } from "../../ledger/operate";
import { ledgerWriteProcedure, router } from "../../procedures/trpc";
import { createTransfer } from "./create-transfer";
import { TRANSFERS } from "./docs";
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
  create: ledgerWriteProcedure("transactions:write", TRANSFERS.create)
    .input(CreateTransferInput)
    .output(TransferOutput)
    .mutation(operate(createTransfer)),
  link: ledgerWriteProcedure("transactions:write", TRANSFERS.link)
    .input(LinkTransferInput)
    .output(TransferOutput)
    .mutation(operate(linkTransfer)),
  unlink: ledgerWriteProcedure("transactions:write", TRANSFERS.unlink)
    .input(UnlinkTransferInput)
    .output(UnlinkTransferOutput)
    .mutation(operate(unlinkTransfer)),
});
