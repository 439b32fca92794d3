import { SCOPES } from "@pfn/keys";
import { z } from "zod";
import { CivilDate, Id, Instant, NoInput } from "../../common/fields";
import { LedgerMode } from "../../common/vocabulary";

export const GetMeInput = NoInput;

/** What a key is and where it stands: the first call of any agent. */
export const Me = z.object({
  key: z.object({
    id: Id,
    label: z.string(),
    mode: LedgerMode,
    scopes: z.array(z.enum(SCOPES)),
    expiresAt: Instant.nullable(),
  }),
  ledger: z.object({
    id: Id,
    mode: LedgerMode,
    /** ISO 4217. */
    baseCurrency: z.string(),
    /** IANA name. */
    timezone: z.string(),
    /** The civil date in that time zone: what "today" means in this ledger. */
    today: CivilDate,
  }),
  /** How much one call may carry, and how many calls are left. */
  limits: z.object({
    rowsPerWrite: z.int(),
    itemsPerPage: z.int(),
    callsPerBatch: z.int(),
    callsPerMinute: z.int(),
    callsLeft: z
      .int()
      .describe("Calls that this key may still make before `resetsInSeconds` are over."),
    resetsInSeconds: z.int(),
    writesPerSecond: z.int(),
  }),
});
