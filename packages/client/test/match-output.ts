/** Stands in a shown output for what is different each time. */
const ANYTHING = "…";

/**
 * Whether a program printed what the document shows: JSON by its content, other text line by line,
 * `…` for anything.
 */
export function matchesOutput(
  shown: { language: "json" | "text"; text: string },
  printed: string,
): boolean {
  if (shown.language === "text") return matchesText(shown.text.trim(), printed.trim());
  return matchesJson(JSON.parse(shown.text), JSON.parse(printed));
}

function matchesText(shown: string, printed: string): boolean {
  const pattern = shown.split(ANYTHING).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  return new RegExp(`^${pattern.join("[^]*?")}$`).test(printed);
}

function matchesJson(shown: unknown, printed: unknown): boolean {
  if (typeof shown === "string" && typeof printed === "string") return matchesText(shown, printed);
  // A number that differs each time is shown the same way.
  if (shown === ANYTHING && typeof printed === "number") return true;
  if (
    typeof shown !== "object" ||
    typeof printed !== "object" ||
    shown === null ||
    printed === null
  )
    return shown === printed;
  const fields = Object.entries(shown);
  if (
    Array.isArray(shown) !== Array.isArray(printed) ||
    fields.length !== Object.keys(printed).length
  )
    return false;
  return fields.every(([name, value]) => matchesJson(value, Reflect.get(printed, name)));
}
