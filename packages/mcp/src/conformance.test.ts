import { describeConformance, restDoor, trpcDoor, useRuntime } from "@pfn/api/testing";
import { useDoor } from "../test/agents";
import { mcpDoor } from "../test/conformance-door";

const t = useRuntime();

describeConformance({ t, server: useDoor(t), doors: [trpcDoor, restDoor, mcpDoor] });
