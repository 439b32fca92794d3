import { Input, Popover, Text, TextInput, type TextInputProps } from "@mantine/core";
import { DatePicker, type DatePickerProps } from "@mantine/dates";
import { type KeyboardEvent, useState } from "react";
import { civilDateIn } from "./civil-date";
import { formatCivilDate, formatWeekday } from "./dates";
import { exampleOf, parseDay, patternOf } from "./parse-day";
import { type ToldDays, takeIn } from "./told-days";
import { useDayStyle } from "./use-day-style";

interface DayInputProps
  extends Omit<TextInputProps, "value" | "defaultValue" | "onChange" | "onBlur" | "placeholder"> {
  /** `YYYY-MM-DD`; empty and null: none. */
  value: string | null;
  /**
   * Told when the field is left, on Enter and on a click in the calendar; null while the field
   * holds no day.
   */
  onChange: (day: string | null) => void;
  /** First and last day that are taken, `YYYY-MM-DD`. */
  minDate?: string;
  maxDate?: string;
  /** How far ahead a day without its year may lie, in days. */
  daysAhead?: number;
  clearable?: boolean;
}

/**
 * Its buttons have names. Weekends and days of other months would be too pale to read (WCAG 2.2
 * AA).
 */
const CALENDAR = {
  ariaLabels: {
    ...{ previousMonth: "Previous month", nextMonth: "Next month", previousYear: "Previous year" },
    ...{ nextYear: "Next year", previousDecade: "Previous decade", nextDecade: "Next decade" },
  },
  weekendDays: [],
  hideOutsideDates: true,
} satisfies DatePickerProps;

/**
 * A day, typed or picked. Text that is not a date stays in the field and is refused there, never
 * guessed.
 */
export function DayInput({
  clearable = false,
  error,
  minDate,
  maxDate,
  ...options
}: DayInputProps) {
  const { value, onChange, daysAhead, ...input } = options;
  const [isOpen, setOpen] = useState(false);
  const typed = useTypedDay({ value, onChange, minDate, maxDate, daysAhead });
  const hasContent = typed.shown !== "";
  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") typed.settle();
    if (event.key === "Enter" || event.key === "Escape") setOpen(false);
  }
  return (
    <Popover
      opened={isOpen}
      position="bottom-start"
      withRoles={false}
      trapFocus={false}
      shadow="md"
    >
      <Popover.Target>
        <TextInput
          autoComplete="off"
          {...input}
          placeholder={typed.pattern}
          value={typed.shown}
          error={typed.complaint ?? error}
          // An Escape that closes the calendar leaves the dialog around it open.
          data-mantine-stop-propagation={isOpen || undefined}
          onChange={({ currentTarget }) => {
            typed.type(currentTarget.value);
            setOpen(true);
          }}
          onFocus={({ currentTarget }) => {
            // Typing replaces what was there.
            currentTarget.select();
            setOpen(true);
          }}
          onClick={() => setOpen(true)}
          onBlur={() => {
            typed.settle();
            setOpen(false);
          }}
          onKeyDown={onKeyDown}
          {...(clearable &&
            hasContent && {
              rightSection: (
                <Input.ClearButton aria-label="Clear the date" onClick={() => typed.pick(null)} />
              ),
            })}
        />
      </Popover.Target>
      {/* The focus stays in the field while the calendar is clicked. */}
      <Popover.Dropdown
        role="dialog"
        aria-label="Calendar"
        onMouseDown={(event) => event.preventDefault()}
      >
        <Text fz="xs" c="dimmed" mb="xs" role="status">
          {typed.hint}
        </Text>
        <DatePicker
          {...CALENDAR}
          {...(minDate && { minDate })}
          {...(maxDate && { maxDate })}
          key={typed.read ?? "none"}
          value={typed.read}
          {...(typed.read && { defaultDate: typed.read })}
          onChange={(day) => {
            typed.pick(day);
            setOpen(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

type TypedDayOptions = Pick<DayInputProps, "value" | "onChange"> & {
  [Name in "minDate" | "maxDate" | "daysAhead"]: DayInputProps[Name] | undefined;
};

/** What is being typed, how it is read, and what is wrong with it. */
function useTypedDay({ value, onChange, minDate, maxDate, daysAhead }: TypedDayOptions) {
  const style = useDayStyle();
  // Null: the field shows its value.
  const [text, setText] = useState<string | null>(null);
  const [complaint, setComplaint] = useState<string | null>(null);
  const [lastValue, setLastValue] = useState(value);
  const [told, setTold] = useState<ToldDays>([]);
  // Between the first letter and the end of the input.
  const [isTyping, setTyping] = useState(false);
  // What was told is shown at once, and not only when it has come back.
  const day = told.length > 0 ? (told.at(-1) ?? null) : value || null;
  const read = text === null ? day : parseDay(text, { ...options(), order: style.order });
  function options() {
    return { today: civilDateIn(0), ...(daysAhead !== undefined && { daysAhead }) };
  }
  function show(next: string | null) {
    setText(next);
    setComplaint(null);
  }
  function tell(next: string | null) {
    // What is in effect already does not come back.
    if (next !== day) setTold([...told, next]);
    onChange(next);
  }
  if (value !== lastValue) {
    const { isOwn, rest } = takeIn(told, value || null);
    setLastValue(value);
    setTold(rest);
    // Chosen elsewhere: what was refused here has no say any more. What this field told comes back
    // a moment later, when its reader may be typing again.
    if (value && !isOwn && !isTyping) show(null);
  }
  return {
    shown: text ?? (day ? formatCivilDate(day) : ""),
    read,
    complaint,
    pattern: patternOf(style),
    hint:
      text !== null && read
        ? formatWeekday(read)
        : `Type ${exampleOf(style)}, 31 Dec or yesterday.`,
    type: (next: string) => {
      show(next);
      setTyping(true);
    },
    pick: (picked: string | null) => {
      show(null);
      setTyping(false);
      tell(picked);
    },
    settle: () => {
      setTyping(false);
      if (text === null) return;
      const refusal =
        text.trim() === ""
          ? null
          : refuse({ text, read, example: exampleOf(style), minDate, maxDate });
      if (refusal === null) show(null);
      setComplaint(refusal);
      tell(refusal === null ? read : null);
    },
  };
}

interface Refused {
  text: string;
  read: string | null;
  example: string;
  minDate: string | undefined;
  maxDate: string | undefined;
}

const refuseText = (text: string, example: string) =>
  `“${text}” is not a date. Enter ${example}, 31 Dec or 2026-12-31.`;

/** What is wrong with the text, and what to write instead; null when nothing is. */
function refuse({ text, read, example, minDate, maxDate }: Refused): string | null {
  if (read === null) return refuseText(text.trim(), example);
  if (minDate && read < minDate) return `The earliest date is ${formatCivilDate(minDate)}.`;
  if (maxDate && read > maxDate) return `The latest date is ${formatCivilDate(maxDate)}.`;
  return null;
}
