import { Button, Group } from "@mantine/core";
import type { ReactNode } from "react";

interface FormButtonsProps {
  /** What sends the form. */
  submit: string;
  isPending: boolean;
  onCancel: () => void;
  isDisabled?: boolean;
  /** What to know before sending, beside the buttons. */
  children?: ReactNode;
}

/** The end of a form that can be cancelled. */
export function FormButtons({
  submit,
  isPending,
  onCancel,
  isDisabled = false,
  children,
}: FormButtonsProps) {
  return (
    <Group justify="flex-end" gap="sm" mt="xs">
      {children}
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" loading={isPending} disabled={isDisabled}>
        {submit}
      </Button>
    </Group>
  );
}
