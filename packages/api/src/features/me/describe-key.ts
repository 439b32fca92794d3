import type { z } from "zod";
import type { KeyContext } from "../../common/context";
import { isoInstantOrNull, todayIn } from "../../common/fields";
import { MAX_BATCH, MAX_ITEMS_PER_PAGE, MAX_ROWS_PER_WRITE } from "../../common/limits/sizes";
import type { Me } from "./schema";

/**
 * Everything an agent needs before its first real call; costs no statement beyond the verification
 * itself.
 */
export async function describeKey({
  principal,
  runtime,
  now,
}: KeyContext): Promise<z.output<typeof Me>> {
  const { keyId, label, mode, scopes, expiresAt, ledgerId, baseCurrency, timezone } = principal;
  const { limit, left, resetsInSeconds } = await runtime.calls.quotaState(keyId);
  return {
    key: { id: keyId, label, mode, scopes: [...scopes], expiresAt: isoInstantOrNull(expiresAt) },
    ledger: { id: ledgerId, mode, baseCurrency, timezone, today: todayIn(timezone, now()) },
    limits: {
      rowsPerWrite: MAX_ROWS_PER_WRITE,
      itemsPerPage: MAX_ITEMS_PER_PAGE,
      callsPerBatch: MAX_BATCH,
      callsPerMinute: limit,
      callsLeft: left,
      resetsInSeconds,
      writesPerSecond: runtime.limits.writesPerSecond,
    },
  };
}
