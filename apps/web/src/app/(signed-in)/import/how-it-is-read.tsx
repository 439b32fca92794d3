import { UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import styles from "./how-it-is-read.module.css";
import type { Preview } from "./import-words";
import { MappingEditor } from "./mapping-editor";
import type { MappingProps } from "./mapping-props";
import { RawLines } from "./raw-lines";

interface HowItIsReadProps extends MappingProps {
  /** The file's bytes in base64. */
  content: string;
  isEdited: boolean;
  onToggle: () => void;
}

/**
 * Why the file is read as it is, in one line that opens every field, and the file's own lines where
 * somebody has to look at them: until the account knows files of this form.
 */
export function HowItIsRead(props: HowItIsReadProps) {
  const { answer, content, isEdited, isDisabled, onToggle, onSettle } = props;
  const { ambiguous, mapping, lines, isRemembered } = answer;
  if (!canBeEdited(answer)) return null;
  // While something is open, what was found says half of it.
  const isOpen = ambiguous.some(({ field }) => field !== "accountId");
  const reasons = isOpen ? [] : answer.evidence;
  const isKnown = isRemembered || (mapping.app ?? null) !== null;
  return (
    <div className={styles["frame"]}>
      <UnstyledButton className={styles["line"] ?? ""} aria-expanded={isEdited} onClick={onToggle}>
        <span>
          {reasons.length === 0 ? "How the file is read" : "Read as "}
          {reasons.map(({ field, says }, at) => (
            <span key={field}>
              {at > 0 && "; "}
              <bdi>{says}</bdi>
            </span>
          ))}
        </span>
        {isEdited ? <IconChevronUp size={18} /> : <IconChevronDown size={18} />}
      </UnstyledButton>
      {isEdited && <MappingEditor {...{ answer, content, isDisabled, onSettle }} />}
      {lines.length > 0 && (isEdited || !isKnown) && (
        <RawLines {...{ answer, isDisabled, onSettle }} />
      )}
    </div>
  );
}

/** An export of pfn and a format with fields of its own leave nothing to settle. */
const canBeEdited = ({ format, columns }: Preview): boolean =>
  format === "qif" || (columns.length > 0 && format !== "pfn-csv");
