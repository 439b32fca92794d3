import { CreateIntegrationKeyInput } from "@pfn/api/schema/integration-keys";
import { expandScopes, PRESETS, type PresetId, type Scope } from "@pfn/keys/scopes";
import type { z } from "zod";

/** What the form for a new key holds. */
export interface NewKey {
  label: string;
  /** A preset, or the scopes chosen one by one. */
  access: PresetId | "exactly";
  /** Counts only when `access` is `exactly`. */
  scopes: Scope[];
  /** Lifetime in days, or one of the two other ways to end. */
  expiry: "7" | "30" | "90" | "365" | "date" | "never";
  /** Civil date in the person's time zone; counts only when `expiry` is `date`. */
  lastDay: string | null;
  mode: "live" | "test";
}

/** Read-only for 90 days: what most agents need first (A5, K9). */
export const FRESH_KEY: NewKey = {
  label: "",
  access: "read-only",
  scopes: [],
  expiry: "90",
  lastDay: null,
  mode: "live",
};

/**
 * The scopes that a choice stands for, implied ones included: what is shown is what is stored (A5).
 */
export function chosenScopes({
  access,
  scopes,
}: Pick<NewKey, "access" | "scopes">): readonly Scope[] {
  if (access === "exactly") return [...expandScopes(scopes)];
  return PRESETS.find(({ id }) => id === access)?.scopes ?? [];
}

/**
 * What the server is asked for. A key with a last day works until that day ends where the person
 * is.
 *
 * @throws ZodError when the form was not validated before
 */
export function toKeyInput(values: NewKey): z.output<typeof CreateIntegrationKeyInput> {
  return CreateIntegrationKeyInput.parse(draftOf(values));
}

/** Complaints by field of the form; the server's own schema decides. */
export function validateKey(values: NewKey): Partial<Record<keyof NewKey, string>> {
  const complaints = {
    ...(values.label.trim() === "" && {
      label: "Name who will use the key, such as “Budget agent”.",
    }),
    ...(chosenScopes(values).length === 0 && {
      scopes: "Choose at least one permission.",
    }),
    ...(values.expiry === "date" && values.lastDay === null && { lastDay: "Choose the last day." }),
  };
  if (Object.keys(complaints).length > 0) return complaints;
  const { error } = CreateIntegrationKeyInput.safeParse(draftOf(values));
  return Object.fromEntries((error?.issues ?? []).map(({ path, message }) => [path[0], message]));
}

function draftOf(values: NewKey) {
  const { label, access, mode } = values;
  const power = access === "exactly" ? { scopes: chosenScopes(values) } : { preset: access };
  return { label, mode, ...power, ...expiryOf(values) };
}

function expiryOf({ expiry, lastDay }: NewKey) {
  if (expiry === "never") return { never: true as const };
  if (expiry === "date") return { expiresAt: new Date(`${lastDay}T23:59:59`).toISOString() };
  return { expiresInDays: Number(expiry) };
}
