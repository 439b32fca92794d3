import { Fragment } from "react";

/** A sentence of pfn's own in which `code` stands between backticks. */
export function Words({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    // Every second part stood between backticks.
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never move.
    index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>,
  );
}
