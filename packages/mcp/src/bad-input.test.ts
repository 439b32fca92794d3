import { describeBadInput, useRuntime } from "@pfn/api/testing";
import { useDoor } from "../test/agents";
import { mcpDoor } from "../test/conformance-door";

const t = useRuntime();

describeBadInput({ t, server: useDoor(t), doors: [mcpDoor] });
