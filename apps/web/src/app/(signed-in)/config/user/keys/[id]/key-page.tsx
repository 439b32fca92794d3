"use client";

import { Stack } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { useRef } from "react";
import { trpc } from "#trpc/client.tsx";
import { fromSeed, type Seed } from "#trpc/seed.ts";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { KeyWarnings } from "../key-warnings";
import { useReveal } from "../reveal/use-reveal";
import { KeyDetails } from "./key-details";
import { KeyFigures } from "./key-figures";
import { KeyHeader } from "./key-header";
import { KeyOperations } from "./key-operations";
import styles from "./key-page.module.css";
import { KeyScopes } from "./key-scopes";
import { KeySources } from "./key-sources";
import { UsePerDay } from "./use-per-day";

interface KeyPageProps {
  serverUrl: string;
  initial: Seed<RouterOutputs["integrationKeys"]["get"]>;
}

/** Everything about one key: what it may do, what it does, and how to stop it. */
export function KeyPage({ serverUrl, initial }: KeyPageProps) {
  const query = trpc.integrationKeys.get.useQuery({ id: initial.data.id }, fromSeed(initial));
  const heading = useRef<HTMLHeadingElement>(null);
  const { reveal, dialog } = useReveal({ serverUrl, returnFocusTo: heading });
  const key = query.data;
  return (
    <>
      <KeyHeader integrationKey={key} headingRef={heading} onRotated={reveal} />
      <FailureAlert error={query.error} onRetry={() => void query.refetch()} />
      <KeyWarnings keys={[key]} />
      <KeyFigures integrationKey={key} />
      <div className={styles["columns"]}>
        <Stack gap="lg" miw={0}>
          <UsePerDay days={key.days} />
          <KeyOperations integrationKey={key} />
        </Stack>
        <Stack gap="lg" miw={0}>
          <KeySources networks={key.networks} clients={key.clients} />
          <KeyScopes integrationKey={key} />
          <KeyDetails integrationKey={key} />
        </Stack>
      </div>
      {dialog}
    </>
  );
}
