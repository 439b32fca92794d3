import { Button, SimpleGrid, Stack, Text, ThemeIcon, Title } from "@mantine/core";
import { IconBuildingBank, IconKey, IconTestPipe } from "@tabler/icons-react";
import type { ComponentType, ReactNode } from "react";
import { trpc } from "#trpc/client.tsx";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { ButtonLink } from "#ui/links.tsx";
import { Panel } from "#ui/panel.tsx";

/** What a ledger needs first, and the three ways to get there. */
export function EmptyLedger({ onAddAccount }: { onAddAccount: () => void }) {
  const fillDemo = trpc.ledger.fillDemo.useMutation();
  return (
    <Stack gap="lg">
      <Text maw={620}>
        Your ledger is empty. Add an account first, such as your checking account. You, or a program
        with one of your keys, can then add transactions to it.
      </Text>
      <FailureAlert error={fillDemo.error} />
      <SimpleGrid cols={{ base: 1, md: 3 }} spacing="md">
        <Way
          icon={IconBuildingBank}
          title="Add your first account"
          text="Enter its name, its currency and today’s balance. It takes a minute."
        >
          <Button onClick={onAddAccount}>Add account</Button>
        </Way>
        <Way
          icon={IconTestPipe}
          title="Look around first"
          text="Two years of a made-up household. You can remove it at any time."
        >
          <Button
            variant="default"
            loading={fillDemo.isPending}
            onClick={() => fillDemo.mutate({})}
          >
            Fill with demo data
          </Button>
        </Way>
        <Way
          icon={IconKey}
          title="Let an agent do it"
          text="Give a program its own key. You choose what it may do, and can undo it."
        >
          <ButtonLink href="/config/user" variant="default">
            Create a key
          </ButtonLink>
        </Way>
      </SimpleGrid>
    </Stack>
  );
}

interface WayProps {
  icon: ComponentType<{ size: number; stroke: number }>;
  title: string;
  text: string;
  children: ReactNode;
}

function Way({ icon: Icon, title, text, children }: WayProps) {
  return (
    <Panel p="lg">
      <Stack gap="sm" align="flex-start" h="100%">
        <ThemeIcon variant="light" size={40} radius="md" aria-hidden="true">
          <Icon size={22} stroke={1.75} />
        </ThemeIcon>
        <Title order={2} fz="lg">
          {title}
        </Title>
        <Text c="dimmed" fz="sm" flex={1}>
          {text}
        </Text>
        {children}
      </Stack>
    </Panel>
  );
}
