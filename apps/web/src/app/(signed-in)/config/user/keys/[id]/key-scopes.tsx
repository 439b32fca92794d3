import { Button, Group, List, Text, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { SCOPE_INFO } from "@pfn/keys/scopes";
import { Panel } from "#ui/panel.tsx";
import { type IntegrationKey, isWorking, nameScopes } from "../key-words";
import { ShrinkScopesForm } from "./shrink-scopes-form";

/** What the key may do, in plain words. Permissions can be removed, never added. */
export function KeyScopes({ integrationKey }: { integrationKey: IntegrationKey }) {
  const { scopes } = integrationKey;
  const [isShrinking, shrinking] = useDisclosure();
  return (
    <section aria-labelledby="scopes-title">
      <Panel p="lg">
        <Group justify="space-between" mb="sm" gap="xs">
          <Title order={2} id="scopes-title" fz="lg">
            Access
          </Title>
          <Text fz="sm" c="dimmed">
            {nameScopes(scopes)}
          </Text>
        </Group>
        {isShrinking ? (
          <ShrinkScopesForm integrationKey={integrationKey} onDone={shrinking.close} />
        ) : (
          <>
            <List size="sm" spacing="sm" listStyleType="none" withPadding={false}>
              {scopes.map((scope) => (
                <List.Item key={scope}>
                  <Text fz="sm" fw={550}>
                    {SCOPE_INFO[scope].title}
                  </Text>
                  <Text fz="sm" c="dimmed">
                    {SCOPE_INFO[scope].allows}
                  </Text>
                </List.Item>
              ))}
            </List>
            {isWorking(integrationKey) && scopes.length > 1 && (
              <Button mt="md" size="xs" variant="default" onClick={shrinking.open}>
                Remove permissions
              </Button>
            )}
          </>
        )}
      </Panel>
    </section>
  );
}
