import { Group, Text } from "@mantine/core";

/** The mark and the name: a key whose bits are the lines of a ledger. */
export function Logo() {
  return (
    <Group gap={10} wrap="nowrap">
      <svg viewBox="0 0 32 32" width="30" height="30" aria-hidden="true">
        <rect width="32" height="32" rx="8" fill="var(--mantine-color-pine-8)" />
        <g fill="none" stroke="#fff" strokeWidth="3" strokeLinecap="round">
          <circle cx="11" cy="13.5" r="4.5" />
          <path d="M15.5 13.5H26M21 13.5v4.5M26 13.5v7M8 24h10" />
        </g>
      </svg>
      <Text component="span" fz={20} fw={700} lh={1} style={{ letterSpacing: "-0.02em" }}>
        pfn
      </Text>
    </Group>
  );
}
