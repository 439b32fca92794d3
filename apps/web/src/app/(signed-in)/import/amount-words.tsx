import type { MappingProps } from "./mapping-props";
import { wordsOf } from "./roles";
import { WordChoice } from "./word-choice";

/** Which words mean that money leaves, and which that it arrives, where a column of words tells. */
export function AmountWords({ answer, isDisabled, onSettle }: MappingProps) {
  const { amount } = answer.mapping;
  if (amount === undefined || !("typeColumn" in amount)) return null;
  const column = answer.columns.find((one) => one.column === amount.typeColumn);
  const { inWords, outWords } = amount;
  const shared = { words: wordsOf(column), isDisabled };
  return (
    <>
      <WordChoice
        {...shared}
        label="Words for money that leaves"
        chosen={outWords}
        onChange={(words) =>
          // A column without any would say nothing.
          words.length > 0 &&
          onSettle({
            amount: {
              ...amount,
              outWords: words,
              ...(inWords !== undefined && { inWords: without(inWords, words) }),
            },
          })
        }
      />
      <WordChoice
        {...shared}
        label="Words for money that arrives (none: all others)"
        chosen={inWords ?? []}
        onChange={(words) => {
          const left = without(outWords, words) ?? outWords;
          const { inWords: _, ...rest } = amount;
          onSettle({
            amount: { ...rest, outWords: left, ...(words.length > 0 && { inWords: words }) },
          });
        }}
      />
    </>
  );
}

/** No word says both. Undefined: none would be left. */
function without(words: readonly string[], taken: readonly string[]): string[] | undefined {
  const left = words.filter((word) => !taken.includes(word));
  return left.length === 0 ? undefined : left;
}
