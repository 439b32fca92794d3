import { Button, FileButton, Select, Stack, Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useState } from "react";
import { Panel } from "#ui/panel.tsx";
import styles from "./choose-file.module.css";
import type { Account } from "./import-words";
import { MAX_FILE_BYTES } from "./read-file";
import { Waiting } from "./waiting";

interface ChooseFileProps {
  accounts: readonly Account[];
  isReading: boolean;
  onFile: (accountId: string, file: File) => Promise<void>;
}

/** Asks for the account and the file, which can be dropped or chosen. */
export function ChooseFile({ accounts, isReading, onFile }: ChooseFileProps) {
  const [accountId, setAccountId] = useState<string | null>(
    accounts.length === 1 ? (accounts[0]?.id ?? null) : null,
  );
  const [complaint, setComplaint] = useState<string | null>(null);

  async function take(file: File | null | undefined) {
    if (!file) return;
    if (accountId === null) return setComplaint("Choose the account first.");
    if (file.size > MAX_FILE_BYTES)
      return setComplaint("Files can be up to 8 MiB. Export fewer months from your bank.");
    setComplaint(null);
    try {
      await onFile(accountId, file);
    } catch {
      setComplaint("Your browser could not read the file. Choose it again.");
    }
  }

  return (
    <Panel p="lg">
      <Stack gap="md">
        <Select
          label="Account"
          placeholder="Which account is it for?"
          data={accounts.map(({ id, name, currency }) => ({
            value: id,
            label: `${name} (${currency})`,
          }))}
          value={accountId}
          onChange={setAccountId}
          searchable
          allowDeselect={false}
          maw={420}
        />
        <DropArea isReading={isReading} onDrop={take} />
        {isReading && (
          <Waiting words="Reading the file and comparing it with the account…" percent={null} />
        )}
        <Text fz="sm" c="var(--mantine-color-error)" role="alert">
          {complaint}
        </Text>
      </Stack>
    </Panel>
  );
}

/** What a file dialog offers. What a file is, its content says. */
const ACCEPTED = [
  ...[".csv", ".tsv", ".txt", ".json", ".xlsx", ".ofx", ".qfx", ".qbo", ".qif", ".xml"],
  ...[".camt", ".sta", ".mt940", ".940", ".942", ".mta", ".swi", ".fin"],
  ...["text/csv", "text/plain", "application/json", "application/xml", "text/xml"],
].join(",");

interface DropAreaProps {
  isReading: boolean;
  onDrop: (file: File | null | undefined) => Promise<void>;
}

/** Takes a dropped file. The button does the same for the keyboard and for a phone. */
function DropArea({ isReading, onDrop }: DropAreaProps) {
  const [isOver, setIsOver] = useState(false);
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setIsOver(over);
  };
  return (
    <section
      aria-label="File"
      className={styles["area"]}
      data-over={isOver || undefined}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        void onDrop(event.dataTransfer.files.item(0));
      }}
    >
      <IconFileUpload size={32} stroke={1.5} aria-hidden="true" />
      <Text fz="sm">Drop a file from your bank or a pfn export here, or</Text>
      <FileButton onChange={(file) => void onDrop(file)} accept={ACCEPTED}>
        {(props) => (
          <Button {...props} loading={isReading}>
            Choose a file
          </Button>
        )}
      </FileButton>
      <Text fz="xs" c="dimmed">
        CSV, Excel, OFX, QFX, QIF, CAMT or MT940. Up to 8 MiB and 20,000 rows.
      </Text>
    </section>
  );
}
