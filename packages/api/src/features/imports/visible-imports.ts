import type { Prisma } from "@pfn/db";
import type { Principal } from "../../common/principal";
import { may } from "../../ledger/view";

/**
 * The imports that a caller may see. An import is a list of transactions, so it takes the scope
 * that reads those; what a key previewed itself came from it, and it sees that again.
 */
export function visibleImports(principal: Principal): Prisma.ImportWhereInput {
  const { ledgerId } = principal;
  return principal.kind === "session" || may(principal, "transactions:read")
    ? { ledgerId }
    : { ledgerId, createdByKeyId: principal.keyId };
}
