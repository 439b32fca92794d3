import { PRESETS, SCOPES } from "@pfn/keys/scopes";
import { z } from "zod";
import { CivilDate, Id, Instant, NoInput, PageInput, pageOf } from "../../common/fields";
import { Line } from "../../common/text/text";
import { LedgerMode, OperationState, RevokedReason } from "../../common/vocabulary";

export const ScopeList = z
  .array(z.enum(SCOPES))
  .min(1, { error: "Choose at least one scope." })
  .max(SCOPES.length)
  .transform((scopes) => SCOPES.filter((scope) => scopes.includes(scope)));

export const MAX_LIFETIME_DAYS = 365;
/** A key that was not used for this long is revoked: it is forgotten somewhere. */
export const IDLE_AFTER_DAYS = 180;
const LifetimeDays = z.int().min(1).max(MAX_LIFETIME_DAYS);

/** The row of a key as its owner sees it; the key itself and its hash are never in it (K2). */
export const IntegrationKey = z.object({
  id: Id,
  label: z.string(),
  /** Prefix and the last four characters of the random part. */
  hint: z.string(),
  mode: LedgerMode,
  scopes: z.array(z.enum(SCOPES)),
  /** `expiring`: valid, and at most 14 days left. */
  state: z.enum(["active", "expiring", "expired", "revoked"]),
  expiresAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  revokedReason: RevokedReason.nullable(),
  rotatedFromId: Id.nullable(),
  lastUsedAt: Instant.nullable(),
  /**
   * When the key will be revoked as unused, told at most 14 days before; null when that is further
   * away, or the key ends earlier.
   */
  idleAt: Instant.nullable(),
  lastUsedIp: z.string().nullable(),
  lastUsedClient: z.string().nullable(),
  createdAt: Instant,
  /** Verified requests and refusals of the last 30 days. */
  uses30d: z.int(),
  refusals30d: z.int(),
});
export type IntegrationKey = z.infer<typeof IntegrationKey>;

/** A new key with its row: the only answer that ever holds the key (K3). */
export const RevealedKey = z.object({ key: z.string(), integrationKey: IntegrationKey });

/**
 * Scopes by preset or by list, and one of three expiries: in days, at a moment, or never by
 * explicit choice. 90 days when none is given.
 *
 * @example { label: "Budget agent", preset: "categorizer", expiresInDays: 30 }
 */
export const CreateIntegrationKeyInput = z
  .strictObject({
    label: Line(60),
    scopes: ScopeList.optional(),
    preset: z.enum(PRESETS.map(({ id }) => id)).optional(),
    expiresInDays: LifetimeDays.optional(),
    expiresAt: Instant.optional(),
    never: z.literal(true).optional(),
    mode: LedgerMode.default("live"),
  })
  .superRefine((input, ctx) => {
    if ((input.scopes === undefined) === (input.preset === undefined)) {
      ctx.addIssue({
        code: "custom",
        path: ["scopes"],
        message: "Send either `scopes` or `preset`.",
      });
    }
    const expiries = [input.expiresInDays, input.expiresAt, input.never].filter(
      (value) => value !== undefined,
    );
    if (expiries.length > 1) {
      ctx.addIssue({
        code: "custom",
        path: ["expiresAt"],
        message: "Send one of `expiresInDays`, `expiresAt` and `never`.",
      });
    }
  });
export type CreateIntegrationKeyInput = z.output<typeof CreateIntegrationKeyInput>;

/** Newest first, 200 a page unless set, so that nearly everybody sees all of their keys at once. */
export const ListIntegrationKeysInput = z
  .strictObject({ ...PageInput, limit: PageInput.limit.default(200) })
  .prefault({});
export type ListIntegrationKeysInput = z.infer<typeof ListIntegrationKeysInput>;
export const ListIntegrationKeysOutput = pageOf(IntegrationKey);

export const KeyIdInput = z.strictObject({ id: Id });

/**
 * A network or program that a key was used from. `isNew`: first seen in the last 14 days, when the
 * key was at work elsewhere already.
 */
const KeySource = z.object({ value: z.string(), firstSeenAt: Instant, isNew: z.boolean() });

export const IntegrationKeyDetail = IntegrationKey.extend({
  /** IPv4 addresses and IPv6 /64s, newest first, at most 50; further ones are not noted. */
  networks: z.array(KeySource),
  /** Names of programs without version, as they call themselves. */
  clients: z.array(KeySource),
  /** Days with any use, oldest first, at most 90. */
  days: z.array(z.object({ day: CivilDate, uses: z.int(), refusals: z.int() })),
  operations: z.array(
    z.object({
      id: Id,
      at: Instant,
      procedure: z.string(),
      reason: z.string().nullable(),
      state: OperationState,
      changes: z.int(),
    }),
  ),
});

/** `scopes` may only shrink. */
export const UpdateIntegrationKeyInput = z.strictObject({
  id: Id,
  label: Line(60).optional(),
  scopes: ScopeList.optional(),
});
export type UpdateIntegrationKeyInput = z.output<typeof UpdateIntegrationKeyInput>;

/**
 * `graceInDays`: how long the old key still works, 0 (default) to 7, never beyond its own expiry.
 * `expiresInDays`: a fresh lifetime for the new key; without it the new one expires when the old
 * one would have.
 */
export const RotateIntegrationKeyInput = z.strictObject({
  id: Id,
  graceInDays: z.int().min(0).max(7).default(0),
  expiresInDays: LifetimeDays.optional(),
});
export type RotateIntegrationKeyInput = z.output<typeof RotateIntegrationKeyInput>;

export const RevokeAllInput = NoInput;
export const RevokeAllOutput = z.object({ revoked: z.int() });
