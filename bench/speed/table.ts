import type { Budget } from "./cases";
import type { Load } from "./put-load";

/** One server's figures in one case. */
export interface Row extends Load {
  name: string;
  server: string;
  /** Per call, one call at a time. */
  statements: number;
  ratios: (Budget & { ratio: number })[];
}

const FIGURES: Record<keyof Load, string> = {
  callsPerSecond: "calls",
  p50Ms: "time",
  p99Ms: "p99",
  cpuMicros: "CPU",
};

/** The rows in Markdown, each ratio beside its budget. */
export function toTable(rows: readonly Row[]): string {
  const head = [
    "case",
    "server",
    "calls/s",
    "p50 ms",
    "p99 ms",
    "CPU µs/call",
    "statements",
    "ratio (budget)",
  ];
  const lines = rows.map((row, index) => [
    row.name === rows[index - 1]?.name ? "" : row.name,
    row.server,
    row.callsPerSecond.toFixed(row.callsPerSecond < 100 ? 1 : 0),
    row.p50Ms.toFixed(2),
    row.p99Ms.toFixed(2),
    row.cpuMicros.toFixed(0),
    row.statements.toFixed(row.statements % 1 === 0 ? 0 : 2),
    row.ratios.map(toText).join("; "),
  ]);
  return [head, head.map(() => "---"), ...lines]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}

function toText({ figure, ratio, than, bound, limit }: Row["ratios"][number]): string {
  const isMet = bound === "at least" ? ratio >= limit : ratio <= limit;
  return (
    `${FIGURES[figure]} ${ratio.toFixed(2)} of ${than} ` +
    `(${bound === "at least" ? "≥" : "≤"} ${limit}${isMet ? "" : ": missed"})`
  );
}
