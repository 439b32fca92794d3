import { Stack } from "@mantine/core";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { AddFiles } from "./choose-files";
import { CommitBar } from "./commit-bar";
import { FileCard } from "./file-card";
import { RowsOfDrafts } from "./rows-of-drafts";
import type { Books } from "./targets";
import type { Sitting } from "./use-sitting";

interface ReviewProps {
  sitting: Sitting;
  books: Books;
  onFiles: (files: readonly File[]) => void;
}

/** How the files are read, where they go, what their rows are, and what will be added. */
export function Review({ sitting, books, onFiles }: ReviewProps) {
  return (
    <>
      {sitting.files.map((file) => (
        <FileCard key={file.key} {...{ file, sitting, books }} />
      ))}
      <AddFiles onFiles={onFiles} />
      {sitting.drafts.length > 0 && <RowsOfDrafts sitting={sitting} accounts={books.accounts} />}
      <Stack gap="sm" pos="sticky" bottom={0} style={{ zIndex: 10 }}>
        <FailureAlert error={sitting.error} onRetry={sitting.readAgain} />
        {sitting.drafts.length > 0 && <CommitBar sitting={sitting} />}
      </Stack>
    </>
  );
}
