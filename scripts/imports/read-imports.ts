import { parseAst } from "vitest/node";

/** One import of a file, in any of its forms. */
export interface Found {
  specifier: string;
  line: number;
  /** Whether nothing of it is left when the program runs. */
  isType: boolean;
}

/**
 * Every import of a TypeScript or JavaScript file: `import`, `import type`, `export … from`,
 * `import()`, `import("…").Type`, and the modules that `vi.mock` and `vi.importActual` name.
 */
export function readImports(path: string, text: string): Found[] {
  const found: Found[] = [];
  const lang = path.endsWith("x") ? "tsx" : "ts";
  walk(parseAst(text, { lang, astType: "ts" }, path), (node) => {
    const specifier = specifierOf(node);
    if (specifier === null) return;
    const line = text.slice(0, Number(node["start"])).split("\n").length;
    found.push({ specifier, line, isType: isOfTypes(node) });
  });
  return found;
}

type Node = Record<string, unknown>;

function walk(value: unknown, visit: (node: Node) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (isNode(value)) visit(value);
  for (const child of Object.values(value)) walk(child, visit);
}

const isNode = (value: object): value is Node => "type" in value && "start" in value;

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

function specifierOf(node: Node): string | null {
  const text = fieldOf(sourceOf(node), "value");
  return typeof text === "string" ? text : null;
}

/** The node that holds the name of the module. */
function sourceOf(node: Node): unknown {
  switch (node["type"]) {
    case "ImportDeclaration":
    case "ExportNamedDeclaration":
    case "ExportAllDeclaration":
    case "ImportExpression":
    case "TSImportType":
      return node["source"];
    case "CallExpression":
      return fieldOf(fieldOf(node["callee"], "object"), "name") === "vi" && isMock(node)
        ? fieldOf(node["arguments"], "0")
        : null;
    default:
      return null;
  }
}

const isMock = (node: Node) =>
  /^(mock|doMock|unmock|importActual|importMock)$/.test(
    String(fieldOf(fieldOf(node["callee"], "property"), "name")),
  );

function isOfTypes(node: Node): boolean {
  if (node["type"] === "TSImportType" || kindOf(node) === "type") return true;
  const taken = Array.isArray(node["specifiers"]) ? node["specifiers"].map(kindOf) : [];
  return taken.length > 0 && taken.every((kind) => kind === "type");
}

const kindOf = (node: unknown) => fieldOf(node, "importKind") ?? fieldOf(node, "exportKind");
