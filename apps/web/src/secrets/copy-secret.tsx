import { Button, Group, Text, Textarea, VisuallyHidden } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useRef } from "react";
import styles from "./copy-secret.module.css";

/** How long the button says that it has copied, in milliseconds. */
const SAYS_COPIED_FOR_MS = 3_000;

/**
 * The key in full, or the link of an invitation, to be copied. Where the browser forbids copying
 * (no TLS), the text is selected to be copied by hand.
 */
export function CopySecret({ value, what = "key" }: { value: string; what?: "key" | "link" }) {
  const { copy, copied, error } = useClipboard({ timeout: SAYS_COPIED_FOR_MS });
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <>
      <Group gap="sm" align="stretch">
        <Textarea
          autosize
          minRows={1}
          ref={field}
          readOnly
          value={value}
          aria-label={`Your new ${what}`}
          flex="999 1 260px"
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
          classNames={{ input: styles["key"] ?? "" }}
          onFocus={(event) => event.currentTarget.select()}
        />
        <Button
          data-autofocus
          flex="1 0 140px"
          leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} stroke={1.75} />}
          onClick={() => {
            copy(value);
            if (!("clipboard" in navigator)) field.current?.focus();
          }}
        >
          {copied ? "Copied" : `Copy ${what}`}
        </Button>
      </Group>
      <VisuallyHidden role="status">{copied ? `The ${what} is copied.` : ""}</VisuallyHidden>
      {error && (
        <Text role="alert" fz="sm" c="var(--mantine-color-error)" mt={6}>
          The browser did not allow copying. Select the {what} and copy it by hand.
        </Text>
      )}
    </>
  );
}
