import { z } from "zod";
import { Id, Instant, PageInput, pageOf } from "../../common/fields";
import { normalizeText } from "../../common/text/normalize-text";
import { Line } from "../../common/text/text";
import { Role } from "../../common/vocabulary";

const MAX_EMAIL_CHARS = 320;

/** Longer texts are refused unhashed (S7). */
const MAX_PASSWORD_CHARS = 1_024;

/** NFKC and lower case first, then validated (S11), so that one mailbox is one account. */
export const Email = z
  .string()
  .max(MAX_EMAIL_CHARS)
  .transform((value) =>
    normalizeText(value, { form: "NFKC", most: MAX_EMAIL_CHARS }).trim().toLowerCase(),
  )
  .pipe(z.email({ error: 'Expected an e-mail address such as "you@example.org".' }).max(254));

/** A password as typed, to be compared: no rule but a bound on its length. */
export const GivenPassword = z.string().min(1, { error: "Required." }).max(MAX_PASSWORD_CHARS);

/**
 * A password to be kept: 8 characters or more, no composition rules (S7). Common ones are refused
 * by the server, which has the list.
 */
export const NewPassword = z
  .string()
  .max(MAX_PASSWORD_CHARS, { error: `At most ${MAX_PASSWORD_CHARS} characters.` })
  .refine((value) => [...value].length >= 8, {
    error: "At least 8 characters; 15 or more are better.",
  });

/**
 * `invitation`: what its link carries; needed while sign-up is closed. Any text that is none is
 * refused in the same words.
 */
export const SignUpInput = z.strictObject({
  name: Line(80),
  email: Email,
  password: NewPassword,
  invitation: z.string().max(200).optional(),
  timezone: z
    .string()
    .max(64)
    .default("UTC")
    .describe(
      'IANA name of the person\'s time zone, which decides what "today" is; one that the ' +
        "server does not know counts as UTC.",
    ),
});
export type SignUpInput = z.infer<typeof SignUpInput>;
export const SignUpOutput = z.object({ email: z.string() });

export const Profile = z.object({
  user: z.object({
    id: Id,
    name: z.string(),
    email: z.string(),
    role: Role,
  }),
  /**
   * `confirmedUntil`: until when keys may be created without proving the password again; null = not
   * now.
   */
  session: z.object({ id: Id, confirmedUntil: Instant.nullable() }),
  ledger: z.object({ id: Id, baseCurrency: z.string(), timezone: z.string() }),
});

export const UpdateProfileInput = z.strictObject({ name: Line(80) });
export const UpdateProfileOutput = z.object({ name: z.string() });

export const ChangePasswordInput = z.strictObject({
  current: GivenPassword,
  next: NewPassword,
  /** Revoke all integration keys too. */
  revokeKeys: z.boolean().default(false),
});
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>;
export const ChangePasswordOutput = z.object({ sessionsEnded: z.int(), keysRevoked: z.int() });

export const ConfirmPasswordInput = z.strictObject({ password: GivenPassword });
export const ConfirmPasswordOutput = z.object({ confirmedUntil: Instant });

export const ListSessionsInput = z.strictObject(PageInput).prefault({});
export type ListSessionsInput = z.infer<typeof ListSessionsInput>;
export const ListSessionsOutput = pageOf(
  z.object({
    id: Id,
    isCurrent: z.boolean(),
    createdAt: Instant,
    lastSeenAt: Instant,
    ip: z.string().nullable(),
    client: z.string().nullable(),
  }),
);

export const EndSessionInput = z.strictObject({ id: Id });
export const EndSessionOutput = z.object({ id: Id });
export const SessionsEnded = z.object({ sessionsEnded: z.int() });

export const DeleteProfileInput = z.strictObject({ password: GivenPassword });
export const DeleteProfileOutput = z.object({ id: Id });
