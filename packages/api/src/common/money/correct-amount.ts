/** Longer texts are not taken for amounts; the bound also keeps the pattern below cheap. */
const MAX_CHARS = 40;

/** A number as people and programs write them: groups of three, either decimal mark, exponents. */
const WRITTEN =
  /^(?<sign>[+-]?)(?<whole>\d{1,3}(?:(?<group>[ ,.'’_])\d{3})(?:\k<group>\d{3})*|\d*)(?:(?<mark>[.,])(?<fraction>\d*))?(?:[eE](?<exponent>[+-]?\d{1,2}))?$/;

/**
 * What somebody who wrote `amount` meant, with exactly `digits` decimals; null when it could be
 * more than one thing (`1,234` and `3.000` may be thousands or decimals) or would have to be
 * rounded.
 *
 * @example correctAmount("1'234.5", 2) // "1234.50"
 */
export function correctAmount(amount: string, digits: number): string | null {
  if (amount.length > MAX_CHARS) return null;
  const {
    sign,
    whole = "",
    group,
    mark,
    fraction = "",
    exponent = "0",
  } = WRITTEN.exec(toAscii(amount))?.groups ?? {};
  if (sign === undefined || whole + fraction === "" || isAmbiguous({ whole, group, mark }))
    return null;
  const number = shift(whole.replace(/\D/g, ""), fraction, Number(exponent));
  const kept = number.fraction.replace(/0+$/, "");
  if (kept.length > digits) return null;
  const text = digits === 0 ? number.whole : `${number.whole}.${kept.padEnd(digits, "0")}`;
  return `${sign === "-" && /[1-9]/.test(text) ? "-" : ""}${text}`;
}

/** Full-width forms, the typographer's minus and special spaces as their plain selves. */
const toAscii = (text: string) =>
  text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u2212/g, "-")
    .replace(/\s/g, " ")
    .trim();

/**
 * One comma or point before three digits may be either mark; no number uses one sign for both, and
 * none has groups behind a zero.
 */
function isAmbiguous({
  whole,
  group,
  mark,
}: {
  whole: string;
  group: string | undefined;
  mark: string | undefined;
}): boolean {
  if (group !== undefined && whole.startsWith("0")) return true;
  if (group !== "," && group !== ".") return false;
  return mark === undefined ? whole.split(group).length === 2 : mark === group;
}

/** Moves the decimal mark `by` places to the right. */
function shift(whole: string, fraction: string, by: number) {
  const point = whole.length + by;
  const digits = `${"0".repeat(Math.max(0, -point))}${whole}${fraction}`.padEnd(point, "0");
  const at = Math.max(0, point);
  return { whole: digits.slice(0, at).replace(/^0+(?=\d)/, "") || "0", fraction: digits.slice(at) };
}
