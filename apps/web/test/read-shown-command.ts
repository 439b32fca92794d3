import { readFileSync } from "node:fs";

const GUIDE = new URL("../../../docs/operations.md", import.meta.url);

/** The arguments of a command of `pfn`, as docs/operations.md shows it. */
export function readShownCommand(command: string): string[] {
  const shown = new RegExp(`^npx -y pnpm@12 pfn (${command} [^#\\n]*)`, "m").exec(
    readFileSync(GUIDE, "utf8"),
  );
  if (shown === null) throw new Error(`docs/operations.md shows no \`pfn ${command}\`.`);
  return (shown[1] ?? "").trim().split(/ +/);
}
