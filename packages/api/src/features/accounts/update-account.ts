import type { CallersOperation } from "../../ledger/operate";
import { changeAccount } from "./change-account";
import { refuseTakenName } from "./refuse-taken-name";
import type { UpdateAccountInput } from "./schema";

/**
 * Changes name, type or note. @throws DomainError NOT_FOUND; CONFLICT for a stale version and when
 * the name is taken
 */
export function updateAccount(operation: CallersOperation, input: UpdateAccountInput) {
  const { id, version, name, type, note } = input;
  return changeAccount(operation, {
    id,
    version,
    next: async (before) => {
      if (name !== undefined && name !== before.name) await refuseTakenName(name, operation);
      return {
        ...before,
        ...(name === undefined ? {} : { name }),
        ...(type === undefined ? {} : { type }),
        ...(note === undefined ? {} : { note }),
      };
    },
  });
}
