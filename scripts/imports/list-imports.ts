import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import { type Found, readImports } from "./read-imports";

/** An import with the file of ours, or the package from outside, that it leads to. */
export interface Import extends Found {
  from: string;
  /** The file in the repository; null when the module is not ours. */
  to: string | null;
  /** Whether there is such a file. */
  isKnown: boolean;
}

interface Workspace {
  folder: string;
  name: string;
  exports: Record<string, unknown>;
  imports: Record<string, unknown>;
}

const FOLDERS = ["packages", "apps/web", "bench", "examples", "scripts"];

/** Every import of the checkout at `root`, tests included. */
export function listImports(root: string): Import[] {
  const listed = execFileSync("git", ["ls-files", "-co", "--exclude-standard", ...FOLDERS], {
    cwd: root,
    encoding: "utf8",
  });
  const files = new Set(listed.split("\n").filter((path) => existsSync(posix.join(root, path))));
  const workspaces = readWorkspaces(root, files);
  return [...files]
    .filter((path) => /\.(tsx?|mjs|js)$/.test(path))
    .flatMap((from) =>
      readImports(from, readFileSync(posix.join(root, from), "utf8")).map((found) => {
        const target = targetOf(found.specifier, from, workspaces);
        const file = target === null ? undefined : findFile(target, files);
        return { ...found, from, to: file ?? target, isKnown: file !== undefined };
      }),
    );
}

function readWorkspaces(root: string, files: ReadonlySet<string>): Workspace[] {
  return [...files]
    .filter((path) => path.endsWith("package.json"))
    .map((path) => {
      const manifest = JSON.parse(readFileSync(posix.join(root, path), "utf8"));
      const { name, exports = {}, imports = {} } = manifest;
      return { folder: posix.dirname(path), name, exports, imports };
    });
}

/** Where a specifier leads within the repository, perhaps without its ending. */
function targetOf(specifier: string, from: string, workspaces: readonly Workspace[]) {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  const own = workspaces.find(({ folder }) => from.startsWith(`${folder}/`));
  if (specifier.startsWith("#")) return inMap(own?.imports ?? {}, specifier, own?.folder ?? "");
  const other = workspaces.find(({ name }) => `${specifier}/`.startsWith(`${name}/`));
  if (other === undefined) return null;
  const subpath = `.${specifier.slice(other.name.length)}`;
  return inMap(other.exports, subpath, other.folder);
}

/** What a map of `exports` or `imports` says; the specifier itself when it says nothing. */
function inMap(map: Record<string, unknown>, specifier: string, folder: string): string {
  for (const [pattern, target] of Object.entries(map)) {
    const [head = "", tail] = pattern.split("*");
    const isMatch = tail === undefined ? specifier === head : specifier.startsWith(head);
    if (isMatch && typeof target === "string")
      return posix.join(folder, target.replace("*", specifier.slice(head.length)));
  }
  return specifier;
}

/** The file that a path means, with the endings that may be left out. */
function findFile(path: string, files: ReadonlySet<string>): string | undefined {
  const endings = ["", ".ts", ".tsx", ".mjs", ".js", "/index.ts"];
  return endings.map((ending) => path + ending).find((candidate) => files.has(candidate));
}
