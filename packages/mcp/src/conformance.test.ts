import { describeConformance, restEndpoint, trpcEndpoint, useRuntime } from "@pfn/api/testing";
import { useEndpoint } from "../test/agents";
import { mcpEndpoint } from "../test/conformance-endpoint";

const t = useRuntime();

describeConformance({
  t,
  server: useEndpoint(t),
  endpoints: [trpcEndpoint, restEndpoint, mcpEndpoint],
});
