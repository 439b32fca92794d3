import { refusal } from "../../common/errors/refusal";
import { notFound, staleVersion } from "../../common/errors/refusals";
import { newId } from "../../common/ids";
import { newLine, type TransactionSnapshot } from "../../ledger/entities/transaction";
import type { Operation } from "../../ledger/operation";
import { refuseUnequalLegs } from "./refuse-unequal-legs";
import type { LinkTransferInput } from "./schema";

/**
 * Makes one transfer of two rows that two banks reported.
 *
 * @throws DomainError NOT_FOUND; CONFLICT for a stale version and for rows that are not regular;
 *   BAD_REQUEST for two that do not fit
 */
export async function linkTransfer(operation: Operation, input: LinkTransferInput) {
  const rows = await operation.load("transaction", [input.out.id, input.in.id]);
  const out = requireRegular(rows.get(input.out.id), input.out.version, "out");
  const arrival = requireRegular(rows.get(input.in.id), input.in.version, "in");
  if (out.accountId === arrival.accountId) {
    throw refusal(
      "BAD_REQUEST",
      "in",
      "both transactions are in one account.",
      "A transfer goes from one account to another.",
    );
  }
  refuseUnequalLegs(out, arrival, "in");
  await operation.update(
    "transaction",
    [out, arrival].map((before) => ({
      before,
      after: { ...before, kind: "transfer" as const, lines: oneLine(before) },
    })),
  );
  const transfer = { id: newId(), outTransactionId: out.id, inTransactionId: arrival.id };
  await operation.insert("transfer", [
    { ...transfer, version: 1, createdAt: operation.now().toISOString() },
  ]);
  return { transfer };
}

function requireRegular(
  row: TransactionSnapshot | undefined,
  version: number,
  path: string,
): TransactionSnapshot {
  if (row === undefined || row.deletedAt !== null) throw notFound("transaction", `${path}.id`);
  if (row.version !== version) throw staleVersion("transaction", row.version, `${path}.version`);
  if (row.kind === "regular") return row;
  throw refusal(
    "CONFLICT",
    `${path}.id`,
    `the transaction is of kind ${row.kind}.`,
    row.kind === "transfer" ? "Unlink its transfer first." : "Choose a regular transaction.",
  );
}

/** A transfer is no spending, so its legs have no categories. */
const oneLine = ({ amountMinor }: TransactionSnapshot) => [
  newLine({ categoryId: null, amountMinor: BigInt(amountMinor), note: null }),
];
