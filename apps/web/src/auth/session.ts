import type { SessionPrincipal } from "@pfn/api";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { pfnServer } from "#server/slots.ts";

/** The signed-in person, judged by the database for this request (S2, S3), or null. */
export const getSession = cache(async (): Promise<SessionPrincipal | null> => {
  return pfnServer().readSession((await headers()).get("cookie"));
});

/**
 * The signed-in person; anybody else is sent to sign in. Every page and server action calls it,
 * also when its layout has done so already (A7).
 */
export async function requireSession(): Promise<SessionPrincipal> {
  return (await getSession()) ?? redirect("/login");
}
