import { Button, Group, UnstyledButton } from "@mantine/core";
import { formatCivilDate } from "#ui/dates.ts";
import { formatAmount } from "#ui/money.ts";
import type { Question } from "./import-words";
import styles from "./question-card.module.css";

interface QuestionCardProps {
  question: Question;
  isDisabled: boolean;
  onSettle: (value: unknown) => void;
  /** Opens the editor, where none of the options is right. */
  onOther?: () => void;
}

/** What the file leaves open, its own lines, and how each option would book them. */
export function QuestionCard({ question, isDisabled, onSettle, onOther }: QuestionCardProps) {
  const { lines, options } = question;
  return (
    <fieldset className={styles["card"]} disabled={isDisabled}>
      <legend className={styles["question"]}>
        <bdi>{question.question}</bdi>
      </legend>
      {lines.length > 0 && (
        <ul className={styles["lines"]} aria-label="Lines of the file">
          {lines.map(({ line, text }) => (
            <li key={line}>
              <span className={styles["number"]}>{line}</span>
              <bdi>{text}</bdi>
            </li>
          ))}
        </ul>
      )}
      <div className={styles["options"]}>
        {options.map((option) => (
          <UnstyledButton
            key={JSON.stringify(option.value)}
            className={styles["option"] ?? ""}
            onClick={() => onSettle(option.value)}
          >
            <span className={styles["means"]}>
              <bdi>{option.means}</bdi>
            </span>
            {option.rows.map((row) => (
              <BookedRow key={row.line} row={row} />
            ))}
          </UnstyledButton>
        ))}
      </div>
      {onOther && (
        <Group mt="sm">
          <Button variant="subtle" size="compact-sm" onClick={onOther}>
            Something else…
          </Button>
        </Group>
      )}
    </fieldset>
  );
}

type Booked = Question["options"][number]["rows"][number];

function BookedRow({ row: { line, date, amount } }: { row: Booked }) {
  return (
    <span className={styles["row"]}>
      <span>Line {line}</span>
      <span>{date !== null && formatCivilDate(date)}</span>
      <span className={styles["amount"]}>
        {amount === null ? "no transaction" : formatAmount(amount)}
      </span>
    </span>
  );
}
