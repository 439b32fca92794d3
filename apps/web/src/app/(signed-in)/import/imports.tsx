"use client";

import { Button, Stack, Text } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import type { Seed } from "#trpc/seed.ts";
import { useList } from "#trpc/use-list.ts";
import { PageHeader } from "#ui/page-header.tsx";
import { ChooseFiles } from "./choose-files";
import { DropAnywhere } from "./drop-anywhere";
import { ImportDone } from "./import-done";
import styles from "./imports.module.css";
import { PastImports } from "./past-imports";
import { Review } from "./review";
import { useSitting } from "./use-sitting";
import { useTaking } from "./use-taking";

interface ImportsProps {
  baseCurrency: string;
  initialAccounts: Seed<RouterOutputs["accounts"]["list"]>;
  initial: Seed<RouterOutputs["imports"]["list"]>;
}

const DESCRIPTION =
  "Bring files from your banks, from another program, or from pfn. Nothing is added until you " +
  "confirm.";

/** Imports files step by step: drop, settle, review, add. Below are the past imports. */
export function Imports({ baseCurrency, initialAccounts, initial }: ImportsProps) {
  const list = useList("accounts.list", { includeClosed: false }, { initial: initialAccounts });
  const books = { accounts: list.items, baseCurrency };
  const sitting = useSitting(books);
  const { complaint, take } = useTaking(sitting.open);
  const { files, done, isCommitting } = sitting;
  const onFiles = (chosen: readonly File[]) => void take(chosen);
  return (
    <div className={styles["page"]}>
      <PageHeader title="Import" description={DESCRIPTION}>
        {files.length > 0 && !done && (
          <Button variant="default" onClick={sitting.reset} disabled={isCommitting}>
            Start again
          </Button>
        )}
      </PageHeader>
      <DropAnywhere isDisabled={isCommitting || done !== undefined} onFiles={onFiles} />
      <Stack gap="lg">
        {done ? (
          <ImportDone committed={done} onAnother={sitting.reset} />
        ) : files.length > 0 ? (
          <Review sitting={sitting} books={books} onFiles={onFiles} />
        ) : (
          <ChooseFiles onFiles={onFiles} />
        )}
        {complaint !== null && (
          <Text fz="sm" c="var(--mantine-color-error)" role="alert">
            {complaint}
          </Text>
        )}
        <PastImports initial={initial} accounts={books.accounts} />
      </Stack>
    </div>
  );
}
