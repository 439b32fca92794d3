import { Center, Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

/** A page that has nothing to show: what happened, and the way on as `children`. */
export function DeadEnd({
  title,
  text,
  children,
}: {
  title: string;
  text: string;
  children: ReactNode;
}) {
  return (
    <Center component="main" mih="80dvh" p="lg">
      <Stack gap="md" maw={440}>
        <Title order={1}>{title}</Title>
        <Text c="dimmed">{text}</Text>
        <Group>{children}</Group>
      </Stack>
    </Center>
  );
}
