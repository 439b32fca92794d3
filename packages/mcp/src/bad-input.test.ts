import { describeBadInput, useRuntime } from "@pfn/api/testing";
import { useEndpoint } from "../test/agents";
import { mcpEndpoint } from "../test/conformance-endpoint";

const t = useRuntime();

describeBadInput({ t, server: useEndpoint(t), endpoints: [mcpEndpoint] });
