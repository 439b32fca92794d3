/**
 * Versions below which a published advisory applies to us (requirement C1), and what an older one
 * would let in. What is not listed is judged by the registry's advisories alone.
 *
 * @type {readonly { name: string, floor: string, reason: string }[]}
 */
export const FLOORS = [
  {
    name: "next",
    floor: "16.3.3",
    reason:
      "strangers run code through server components (CVE-2025-55182 and two later ones) " +
      "and walk around proxy rules",
  },
  {
    name: "next-auth",
    floor: "5.0.0-beta.32",
    reason:
      "a malformed bearer ends the process (GHSA-xmf8-cvqr-rfgj); a failing check lets people in",
  },
  {
    name: "@auth/core",
    floor: "0.41.3",
    reason: "look-alike e-mail addresses are taken for the same; goes with next-auth",
  },
  {
    name: "@trpc/server",
    floor: "11.8.0",
    reason: "form fields reach Object.prototype (CVE-2025-68130)",
  },
  { name: "@trpc/client", floor: "11.8.0", reason: "must be as new as @trpc/server" },
];
