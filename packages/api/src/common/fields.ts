import { z } from "zod";
import { MAX_ITEMS_PER_PAGE } from "./limits/sizes";

/** An object's id, UUID v7. Capitals are accepted, as RFC 9562 asks, and become small letters. */
export const Id = z
  .uuid({ error: "Expected an id (a UUID), as lists and creations answer it." })
  .toLowerCase();

/** A civil date, `YYYY-MM-DD`, from 1900 to 2200 (I5). */
export const CivilDate = z.iso
  .date({ error: 'Expected a date such as "2026-03-31".' })
  .refine((date) => date >= "1900-01-01" && date <= "2200-12-31", {
    error: "Expected a date from 1900-01-01 to 2200-12-31.",
  });

/** A moment as ISO 8601 in UTC, e.g. `2026-03-31T12:00:00.000Z`. */
export const Instant = z.iso.datetime({
  error: 'Expected a moment in UTC such as "2026-03-31T12:00:00Z".',
});

/** Input of a call that takes nothing. */
export const NoInput = z.strictObject({}).prefault({});

/**
 * Paging of every list: an opaque cursor from the previous answer, and 1 to 200 items (50 unless
 * told).
 */
export const PageInput = {
  limit: z.int().min(1).max(MAX_ITEMS_PER_PAGE).default(50).describe("Items per page."),
  cursor: z
    .string()
    .max(600)
    .optional()
    .describe("`nextCursor` of the previous page, unchanged, with the same filters."),
};

/**
 * Paging of a list that is short by nature: all of it in one answer, unless a limit is asked for.
 */
export const OptionalPageInput = {
  limit: z
    .int()
    .min(1)
    .max(MAX_ITEMS_PER_PAGE)
    .optional()
    .describe("Items per page; all of them unless told."),
  cursor: PageInput.cursor,
};

/** What a list answers: `nextCursor` is null on the last page. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe("Null on the last page."),
  });

/** What every write to a ledger takes beside its own fields. */
export const WriteInput = {
  dryRun: z
    .boolean()
    .default(false)
    .describe("Run everything, answer what would happen, change nothing."),
  /** F3. */
  idempotencyKey: z
    .string()
    .regex(/^[\x21-\x7e]{1,255}$/, {
      error: "Expected 1 to 255 visible ASCII characters without spaces.",
    })
    .optional()
    .describe(
      "Repeating a call with the same key and body answers the same and changes nothing " +
        "more, for 24 hours. Each integration key has idempotency keys of its own.",
    ),
};

export const isoDay = (date: Date): string => date.toISOString().slice(0, 10);
export const fromIsoDay = (day: string): Date => new Date(`${day}T00:00:00.000Z`);
export const isoInstant = (date: Date): string => date.toISOString();
export const isoInstantOrNull = (date: Date | null): string | null => date?.toISOString() ?? null;

/** The civil date it is now in an IANA time zone. */
export const todayIn = (timezone: string, now: Date): string => dayFormatOf(timezone).format(now);

/**
 * Making a format takes longer than verifying a key, so each time zone's is kept. There are some
 * hundred time zones.
 */
const DAY_FORMATS = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 1_000;

function dayFormatOf(timezone: string): Intl.DateTimeFormat {
  const known = DAY_FORMATS.get(timezone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: timezone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  // Names differ in capitals too: however they are written, no more than this is kept.
  if (DAY_FORMATS.size >= MOST_FORMATS) DAY_FORMATS.clear();
  DAY_FORMATS.set(timezone, format);
  return format;
}
