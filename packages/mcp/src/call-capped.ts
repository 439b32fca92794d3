import { type Context, callProcedure } from "@pfn/api/http";
import { isRecord } from "./is-record";
import { toText } from "./to-text";
import type { Tool } from "./tools";

/** How much text one answer may put into an agent's context. Characters. */
export const MAX_TEXT_CHARS = 20_000;

/** Room for the cursor that a shorter page has and the longer one may not have had. */
const CURSOR_CHARS = 600;

const CUT = "\n… cut here; the whole answer is in the structured content.";

type Output = Record<string, unknown>;

/**
 * Calls a tool's procedure and keeps the answer within {@link MAX_TEXT_CHARS}. A page that is too
 * long is asked for again with fewer items, so that its cursor continues exactly after the last one
 * shown. Of what cannot be divided only the text is cut.
 */
export async function callCapped(
  ctx: Context,
  tool: Tool,
  input: Readonly<Record<string, unknown>>,
): Promise<{ output: Output; text: string }> {
  let output = await call(ctx, tool, input);
  let text = toText(output);
  for (
    let limit = fittingItems(tool, output, text);
    limit !== null;
    limit = fittingItems(tool, output, text)
  ) {
    output = await call(ctx, tool, { ...input, limit });
    text = toText(output);
  }
  return {
    output,
    text:
      text.length > MAX_TEXT_CHARS ? `${text.slice(0, MAX_TEXT_CHARS - CUT.length)}${CUT}` : text,
  };
}

async function call(
  ctx: Context,
  { path, type }: Tool,
  input: Readonly<Record<string, unknown>>,
): Promise<Output> {
  const output = await callProcedure(ctx, { path, type, input });
  if (!isRecord(output)) throw new TypeError(`${path} is a tool, so it answers an object.`);
  return output;
}

/**
 * How many items of a page fit, at least one; null when all do, or when there is nothing to leave
 * out.
 */
function fittingItems({ isPaged }: Tool, { items, ...frame }: Output, text: string): number | null {
  if (!isPaged || text.length <= MAX_TEXT_CHARS || !Array.isArray(items) || items.length < 2)
    return null;
  let chars = toText({ ...frame, items: [] }).length + CURSOR_CHARS;
  const fitting = items.findIndex((item) => {
    chars += toText(item).length + 1;
    return chars > MAX_TEXT_CHARS;
  });
  return Math.max(1, fitting === -1 ? items.length - 1 : Math.min(fitting, items.length - 1));
}
