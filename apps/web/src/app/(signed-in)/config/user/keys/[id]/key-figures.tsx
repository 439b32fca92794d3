import { SimpleGrid, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Panel } from "#ui/panel.tsx";
import { KeyLastUse } from "../key-last-use";
import { KeyState } from "../key-state";
import type { IntegrationKey } from "../key-words";

/** The state of the key at a glance. */
export function KeyFigures({ integrationKey }: { integrationKey: IntegrationKey }) {
  const { uses30d, refusals30d } = integrationKey;
  return (
    <Panel p="lg">
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="lg">
        <Figure title="State">
          <KeyState integrationKey={integrationKey} />
        </Figure>
        <Figure title="Last use">
          <KeyLastUse integrationKey={integrationKey} />
        </Figure>
        <Figure title="Uses in 30 days">
          <Text fz={22} fw={650} lh={1.2}>
            {uses30d.toLocaleString("en")}
          </Text>
        </Figure>
        <Figure title="Refused in 30 days">
          <Text
            fz={22}
            fw={650}
            lh={1.2}
            {...(refusals30d > 0 && { c: "var(--mantine-color-error)" })}
          >
            {refusals30d.toLocaleString("en")}
          </Text>
        </Figure>
      </SimpleGrid>
    </Panel>
  );
}

function Figure({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <Text fz="xs" c="dimmed" mb={4}>
        {title}
      </Text>
      {children}
    </div>
  );
}
