import type { ReactNode } from "react";
import { requireSession } from "#auth/session.ts";
import { AppFrame } from "./frame/app-frame";

/** Everything behind the sign-in, inside the frame with header and navigation. */
export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const { name, email, role } = await requireSession();
  return <AppFrame person={{ name, email, role }}>{children}</AppFrame>;
}
