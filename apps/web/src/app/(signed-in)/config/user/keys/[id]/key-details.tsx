import { Code, DataList, Title } from "@mantine/core";
import { keyPath } from "#ledger/key-path.ts";
import { TextLink } from "#ui/links.tsx";
import { Panel } from "#ui/panel.tsx";
import { Day } from "#ui/time.tsx";
import type { IntegrationKey } from "../key-words";

/** Where the key comes from. */
export function KeyDetails({ integrationKey }: { integrationKey: IntegrationKey }) {
  const { id, createdAt, expiresAt, rotatedFromId } = integrationKey;
  return (
    <section aria-labelledby="details-title">
      <Panel p="lg">
        <Title order={2} id="details-title" fz="lg" mb="sm">
          Details
        </Title>
        <DataList labelWidth="88px" gap="sm">
          <DataList.Item>
            <DataList.ItemLabel>Created</DataList.ItemLabel>
            <DataList.ItemValue>
              <Day at={createdAt} />
            </DataList.ItemValue>
          </DataList.Item>
          <DataList.Item>
            <DataList.ItemLabel>Expires</DataList.ItemLabel>
            <DataList.ItemValue>
              {expiresAt === null ? "Never" : <Day at={expiresAt} />}
            </DataList.ItemValue>
          </DataList.Item>
          {rotatedFromId !== null && (
            <DataList.Item>
              <DataList.ItemLabel>Replaces</DataList.ItemLabel>
              <DataList.ItemValue>
                <TextLink href={keyPath(rotatedFromId)}>an older key</TextLink>
              </DataList.ItemValue>
            </DataList.Item>
          )}
          <DataList.Item>
            <DataList.ItemLabel>Id</DataList.ItemLabel>
            <DataList.ItemValue style={{ overflowWrap: "anywhere" }}>
              <Code>{id}</Code>
            </DataList.ItemValue>
          </DataList.Item>
        </DataList>
      </Panel>
    </section>
  );
}
