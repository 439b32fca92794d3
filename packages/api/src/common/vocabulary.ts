import { z } from "zod";

/** The closed sets of words that several schemas share. The browser may import this file. */

/** The endpoint that a call came through. */
export const Channel = z.enum(["web", "trpc", "rest", "mcp"]);
export type Channel = z.infer<typeof Channel>;

/** Who did an operation: a person, an integration key, or pfn itself. */
export const Actor = z.enum(["user", "key", "system"]);

/** An operation is in force, or undone. */
export const OperationState = z.enum(["applied", "undone"]);

/** Which of a person's two ledgers: the real one, or the one for trying out. */
export const LedgerMode = z.enum(["live", "test"]);
export type LedgerMode = z.infer<typeof LedgerMode>;

export const Role = z.enum(["admin", "member"]);
export type Role = z.infer<typeof Role>;

export const UserStatus = z.enum(["active", "suspended"]);
export type UserStatus = z.infer<typeof UserStatus>;

/** `first`: only the first visitor may sign up; then sign-up is closed. */
export const SignUpPolicy = z.enum(["first", "open", "closed"]);
export type SignUpPolicy = z.infer<typeof SignUpPolicy>;

/** `account`: the key's owner was suspended or deleted, or revoked all keys with the password. */
export const RevokedReason = z.enum(["owner", "rotated", "burned", "idle", "account"]);

export const CategoryKind = z.enum(["expense", "income"]);

/** The two flows of a report, in the order in which a report shows them. */
export const Flow = z.enum(["income", "expense"]);

export const TransactionKind = z.enum(["regular", "transfer", "opening", "adjustment"]);
export const TransactionStatus = z.enum(["pending", "posted"]);
export const ReviewState = z.enum(["unreviewed", "reviewed"]);
