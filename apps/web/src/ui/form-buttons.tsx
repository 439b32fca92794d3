import { Button, Group } from "@mantine/core";

interface FormButtonsProps {
  submit: string;
  isPending: boolean;
  onCancel: () => void;
  isDisabled?: boolean;
}

/** The end of a dialog's form: the way back, and the way on. */
export function FormButtons({ submit, isPending, onCancel, isDisabled = false }: FormButtonsProps) {
  return (
    <Group justify="flex-end" mt="xs">
      <Button variant="default" onClick={onCancel}>
        Cancel
      </Button>
      <Button type="submit" loading={isPending} disabled={isDisabled}>
        {submit}
      </Button>
    </Group>
  );
}
