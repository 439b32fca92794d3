"use client";

import { Stack } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import type { Seed } from "#trpc/seed.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { ButtonLink } from "#ui/links.tsx";
import { PageHeader } from "#ui/page-header.tsx";
import { Panel } from "#ui/panel.tsx";
import { ChooseFile } from "./choose-file";
import { ImportDone } from "./import-done";
import type { Account } from "./import-words";
import { PastImports } from "./past-imports";
import { ReviewFile } from "./review-file";
import { useImport } from "./use-import";

interface ImportsProps {
  accounts: readonly Account[];
  initial: Seed<RouterOutputs["imports"]["list"]>;
}

const DESCRIPTION =
  "Import a file from your bank (CSV, Excel, OFX, QIF, CAMT or MT940) or a pfn export. Nothing " +
  "is added until you confirm.";

/** Imports a bank file step by step: choose, map, review, add. Below are the past imports. */
export function Imports({ accounts, initial }: ImportsProps) {
  const process = useImport();
  const { preview, done } = process;
  return (
    <>
      <PageHeader title="Import" description={DESCRIPTION} />
      <Stack gap="lg">
        <FailureAlert error={process.error} />
        {accounts.length === 0 ? (
          <NoAccounts />
        ) : done ? (
          <ImportDone committed={done} onAnother={process.reset} />
        ) : preview ? (
          <ReviewFile
            key={preview.import?.id ?? "unsettled"}
            preview={preview}
            process={process}
            accounts={accounts}
          />
        ) : (
          <ChooseFile accounts={accounts} isReading={process.isReading} onFile={process.open} />
        )}
        <PastImports initial={initial} accounts={accounts} />
      </Stack>
    </>
  );
}

function NoAccounts() {
  return (
    <Panel p="lg">
      <Stack align="flex-start">
        A file belongs to an account. Add an account first.
        <ButtonLink href="/accounts">Go to accounts</ButtonLink>
      </Stack>
    </Panel>
  );
}
