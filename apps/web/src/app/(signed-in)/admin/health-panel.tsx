import { Code, DataList, Text, Title } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import type { ReactNode } from "react";
import { count } from "#ui/count.ts";
import { Notice } from "#ui/notice.tsx";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/time.tsx";

type Health = RouterOutputs["admin"]["health"];

const ENGINES = { pglite: "Embedded", postgres: "PostgreSQL" } as const;
const SIGN_UP = {
  first: "By invitation, since the first account",
  open: "Open to everybody",
  closed: "By invitation",
} as const;

/** The state of the server. */
export function HealthPanel({ health }: { health: Health }) {
  const { version, startedAt, database, people, activeKeys } = health;
  const { signUp, sharesLimits, backgroundFailures } = health;
  return (
    <section aria-labelledby="health-title">
      <Panel p="lg">
        <Title order={2} id="health-title" fz="lg" mb="sm">
          This server
        </Title>
        {database.asynchronousStandbys !== null && database.asynchronousStandbys > 0 && (
          <StandbyWarning />
        )}
        <DataList labelWidth="148px" gap="sm">
          <Fact label="Version">{version}</Fact>
          <Fact label="Running since">
            <RelativeTime at={startedAt} />
          </Fact>
          <Fact label="Database">
            {ENGINES[database.engine]}, {formatBytes(database.bytes)}
            {database.pendingMigrations > 0 &&
              `, ${count(database.pendingMigrations, "migration")} not applied yet`}
          </Fact>
          <Fact label="People">
            {people.active} active{people.suspended > 0 && `, ${people.suspended} suspended`}
          </Fact>
          <Fact label="Working keys">{activeKeys}</Fact>
          <Fact label="Sign-up">{SIGN_UP[signUp]}</Fact>
          <Fact label="Limits">
            {sharesLimits ? "Shared by all instances" : "Counted per process"}
          </Fact>
          <Fact label="Background failures">
            {backgroundFailures === 0
              ? "None"
              : `${count(backgroundFailures, "task")}: see the log`}
          </Fact>
        </DataList>
      </Panel>
    </section>
  );
}

/** Said before it happens: nobody notices afterwards that a revoked key works again. */
function StandbyWarning() {
  return (
    <Notice mb="md" title="A failover can bring revoked keys back">
      <Text fz="sm">
        A standby follows the database, and no write waits for it. If the standby takes over, the
        last acknowledged writes may be lost. A key that was revoked just before then works again.
      </Text>
      <Text fz="sm" mt="xs">
        With two standbys, set <Code>synchronous_standby_names</Code> on PostgreSQL to{" "}
        <Code>ANY 1 (a, b)</Code>. Otherwise run <Code>pfn revoke-all</Code> after each failover.
      </Text>
    </Notice>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{label}</DataList.ItemLabel>
      <DataList.ItemValue>{children}</DataList.ItemValue>
    </DataList.Item>
  );
}

function formatBytes(bytes: number): string {
  return new Intl.NumberFormat("en", {
    style: "unit",
    unit: "megabyte",
    maximumFractionDigits: 0,
  }).format(bytes / 1e6);
}
