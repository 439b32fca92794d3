import { Group, Text } from "@mantine/core";
import { SCOPE_INFO, type Scope } from "@pfn/keys/scopes";
import { IconEye, IconPencil } from "@tabler/icons-react";

/** What scopes let a program see and change, in one line each. */
export function ScopeSummary({ scopes }: { scopes: readonly Scope[] }) {
  const titles = (kind: "read" | "write") =>
    scopes
      .filter((scope) => SCOPE_INFO[scope].kind === kind)
      .map((scope) => SCOPE_INFO[scope].title);
  const [reads, writes] = [titles("read"), titles("write")];
  return (
    <div aria-live="polite">
      <Line
        icon={<IconEye size={17} stroke={1.75} />}
        text={reads.length > 0 ? reads.join(" · ") : "Sees nothing"}
      />
      <Line
        icon={<IconPencil size={17} stroke={1.75} />}
        text={writes.length > 0 ? writes.join(" · ") : "Changes nothing"}
      />
    </div>
  );
}

function Line({ icon, text }: { icon: React.ReactNode; text: string }) {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start" c="dimmed" py={2}>
      <span aria-hidden="true" style={{ display: "flex", marginTop: 2 }}>
        {icon}
      </span>
      <Text fz="sm">{text}</Text>
    </Group>
  );
}
