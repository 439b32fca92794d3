import { Button, NativeSelect, SimpleGrid } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconChevronDown, IconChevronUp } from "@tabler/icons-react";
import type { Preview } from "./import-words";
import { mappingFields } from "./mapping-fields";

interface MappingEditorProps {
  preview: Preview;
  onSettle: (field: string, value: unknown) => void;
  isDisabled: boolean;
}

/** How the file is read, field by field. Each change reads the file again. */
export function MappingEditor({ preview, onSettle, isDisabled }: MappingEditorProps) {
  const [isOpen, editor] = useDisclosure();
  return (
    <div>
      <Button
        size="xs"
        variant="subtle"
        color="gray"
        aria-expanded={isOpen}
        rightSection={isOpen ? <IconChevronUp size={14} /> : <IconChevronDown size={14} />}
        onClick={editor.toggle}
      >
        How the file is read
      </Button>
      {isOpen && (
        <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} mt="sm">
          {mappingFields(preview).map(({ field, label, value, options }) => (
            <NativeSelect
              key={field}
              label={label}
              disabled={isDisabled}
              value={String(
                options.findIndex(
                  (option) => JSON.stringify(option.value) === JSON.stringify(value),
                ),
              )}
              data={[
                ...(value === undefined ? [{ value: "-1", label: "Not set" }] : []),
                ...options.map(({ label: name }, index) => ({ value: String(index), label: name })),
              ]}
              onChange={({ currentTarget }) => {
                const option = options[Number(currentTarget.value)];
                if (option !== undefined) onSettle(field, option.value);
              }}
            />
          ))}
        </SimpleGrid>
      )}
    </div>
  );
}
