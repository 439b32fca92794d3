import { badName, malformed } from "./refusals";
import type { JsonItem } from "./split-items";

/**
 * The value of an item that says one thing. `JSON.parse` keeps the last of two fields of one name
 * and says nothing, so names are looked at here.
 *
 * @throws DomainError BAD_REQUEST naming the line
 */
export function parseItem({ text, line }: JsonItem): unknown {
  const value = parse(text, line);
  const open: Set<unknown>[] = [];
  for (const [token, string, colon] of text.matchAll(TOKEN)) {
    if (token === "{") open.push(new Set());
    else if (token === "}") open.pop();
    else if (string !== undefined && colon !== undefined)
      addName(open.at(-1), JSON.parse(string), line);
  }
  return value;
}

/** In well-formed JSON a string with a colon behind it is a name, and nothing else is. */
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|[{}]/gs;

function addName(names: Set<unknown> | undefined, name: unknown, line: number): void {
  if (name === "__proto__") throw badName(line, "__proto__");
  if (names?.has(name)) throw badName(line, "twice");
  names?.add(name);
}

/** Without the parser's error as cause: it quotes the file, which must not end in logs (L3). */
function parse(text: string, line: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed(line);
  }
}
