import type { Kind, Marker } from "./what-scopes-read";

export const EUR = "EUR";

/** Texts and amounts that occur nowhere else. */
export function createMint(markers: Marker[]) {
  let count = 0;
  const next = () => {
    count += 1;
    return count;
  };
  const mark = (kind: Kind) => {
    const text = `zq${next()}x${kind}`;
    markers.push({ kind, text });
    return text;
  };
  /** As callers write it, and in minor units as the log does. */
  const markAmount = (cents: number) => {
    const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, "0")}`;
    markers.push(
      { kind: "transactionAmount", text },
      { kind: "transactionAmount", text: String(cents) },
    );
    return text;
  };
  /** Cubes, so that no sum of some is another one. */
  const fresh = () => 4_000_000 + ((next() ** 3 * 3_701) % 900_007);
  const amount = (sign: "" | "-" = "-", cents = fresh()) => ({
    cents,
    money: { amount: `${sign}${markAmount(cents)}`, currency: EUR },
  });
  return { mark, amount };
}
