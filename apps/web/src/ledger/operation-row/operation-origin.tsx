import type { RouterOutputs } from "@pfn/api";
import { TextLink } from "#ui/links.tsx";
import { keyPath } from "../key-path";

type Logged = Partial<RouterOutputs["operations"]["list"]["items"][number]>;

const CHANNELS = { web: "in the app", trpc: "by tRPC", rest: "by REST", mcp: "by MCP" } as const;

/** Who made the change, and through which interface; nothing where the page shows it itself. */
export function OperationOrigin({
  operation: { actor, keyId, keyLabel, channel },
}: {
  operation: Logged;
}) {
  if (actor === undefined || channel === undefined) return null;
  if (actor === "system") return "pfn itself · ";
  if (actor === "user" || !keyId) return "You · ";
  return (
    <>
      <TextLink href={keyPath(keyId)} fz="xs">
        <bdi>{keyLabel ?? "Unnamed key"}</bdi>
      </TextLink>{" "}
      {CHANNELS[channel]} ·{" "}
    </>
  );
}
