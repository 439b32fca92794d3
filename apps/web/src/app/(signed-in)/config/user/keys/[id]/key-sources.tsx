import { Badge, Group, Stack, Text, Title } from "@mantine/core";
import type { RouterOutputs } from "@pfn/api";
import { Panel } from "#ui/panel.tsx";
import { RelativeTime } from "#ui/time.tsx";

type Detail = RouterOutputs["integrationKeys"]["get"];

/** The networks and programs that used the key, so that its owner notices a stranger. */
export function KeySources({ networks, clients }: Pick<Detail, "networks" | "clients">) {
  return (
    <section aria-labelledby="sources-title">
      <Panel p="lg">
        <Title order={2} id="sources-title" fz="lg" mb="sm">
          Where it is used from
        </Title>
        {networks.length === 0 ? (
          <Text fz="sm" c="dimmed">
            Not used yet. New networks and programs will appear here and in your security activity.
          </Text>
        ) : (
          <Stack gap="md">
            <Sources title="Networks" sources={networks} />
            <Sources title="Programs, by the name they send" sources={clients} />
          </Stack>
        )}
      </Panel>
    </section>
  );
}

function Sources({ title, sources }: { title: string; sources: Detail["networks"] }) {
  return (
    <div>
      <Text fz="xs" c="dimmed" mb={4}>
        {title}
      </Text>
      <Stack component="ul" gap={6} p={0} m={0} style={{ listStyle: "none" }}>
        {sources.map(({ value, firstSeenAt, isNew }) => (
          <Group
            component="li"
            key={value}
            justify="space-between"
            gap="xs"
            wrap="nowrap"
            align="baseline"
          >
            <Group gap="xs" miw={0}>
              <Text fz="sm" style={{ overflowWrap: "anywhere" }}>
                {value}
              </Text>
              {isNew && (
                <Badge size="sm" variant="dot" color="yellow" tt="none" fw={550}>
                  New
                </Badge>
              )}
            </Group>
            <Text fz="xs" c="dimmed" style={{ whiteSpace: "nowrap" }}>
              since <RelativeTime at={firstSeenAt} />
            </Text>
          </Group>
        ))}
      </Stack>
    </div>
  );
}
