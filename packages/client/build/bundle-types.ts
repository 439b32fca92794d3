import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** An import or export of another module's names, as the compiler writes it. */
const FROM_ELSEWHERE = /^(import|export) [^;]*? from "([^"]+)";$/gm;

/**
 * The declarations of a folder as one file. They are written one after the other, which is enough
 * because they are all our own, each name is declared once, and the compiler checks the result
 * where the package is installed.
 *
 * @throws Error when one of them needs a package: what is published stands by itself
 */
export async function bundleTypes(folder: string, entry: string): Promise<string> {
  const modules = new Map<string, string>();
  const visit = async (name: string): Promise<void> => {
    if (modules.has(name)) return;
    const text = await readFile(join(folder, `${name}.d.ts`), "utf8");
    modules.set(name, text);
    for (const [, , from = ""] of text.matchAll(FROM_ELSEWHERE)) {
      if (!from.startsWith("./")) throw new Error(`The types of ${name} need ${from}.`);
      await visit(from.slice(2));
    }
  };
  await visit(entry);
  const exported = [...(modules.get(entry) ?? "").matchAll(/^export (?:type )?\{[^}]*\}/gm)].map(
    ([text]) => `${text};`,
  );
  modules.delete(entry);
  const declared = [...modules.values()].map((text) =>
    text
      .replace(FROM_ELSEWHERE, "")
      .replace(/^export \{\};$/gm, "")
      .replace(/^export (?=declare|type|interface)/gm, "")
      .trim(),
  );
  return `${[...declared, ...exported].join("\n\n")}\n`;
}
