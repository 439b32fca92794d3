import { Button, FileButton, Text } from "@mantine/core";
import { IconFileUpload, IconPlus } from "@tabler/icons-react";
import { Panel } from "#ui/panel.tsx";
import styles from "./choose-files.module.css";

/** What a file dialog offers. What a file is, its content says. */
const ACCEPTED = [
  ...[".csv", ".tsv", ".txt", ".json", ".xlsx", ".ofx", ".qfx", ".qbo", ".qif", ".xml"],
  ...[".camt", ".sta", ".mt940", ".940", ".942", ".mta", ".swi", ".fin"],
  ...["text/csv", "text/plain", "application/json", "application/xml", "text/xml"],
].join(",");

interface TakesFiles {
  onFiles: (files: readonly File[]) => void;
}

/** Asks for files. The button does for the keyboard and for a phone what dropping does. */
export function ChooseFiles({ onFiles }: TakesFiles) {
  return (
    <Panel p="lg">
      <section aria-label="Files" className={styles["area"]}>
        <IconFileUpload size={32} stroke={1.5} aria-hidden="true" />
        <Text fz="sm">Drop files anywhere on this page, or</Text>
        <FileButton multiple onChange={onFiles} accept={ACCEPTED}>
          {(props) => <Button {...props}>Choose files</Button>}
        </FileButton>
        <Text fz="xs" c="dimmed">
          CSV, Excel, OFX, QFX, QIF, CAMT or MT940; exports of YNAB, Actual, Mint, Firefly III,
          GnuCash, Sure and pfn. Up to 8 MiB and 20,000 rows each.
        </Text>
      </section>
    </Panel>
  );
}

/** The same beside files that are there already. */
export function AddFiles({ onFiles }: TakesFiles) {
  return (
    <div>
      <FileButton multiple onChange={onFiles} accept={ACCEPTED}>
        {(props) => (
          <Button {...props} variant="default" leftSection={<IconPlus size={16} />}>
            Add more files
          </Button>
        )}
      </FileButton>
    </div>
  );
}
