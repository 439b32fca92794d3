import { describeWrites, restEndpoint, trpcEndpoint, useRuntime, WRITES } from "@pfn/api/testing";
import { useEndpoint } from "../test/agents";
import { mcpEndpoint } from "../test/conformance-endpoint";

const clock = { ahead: 0 };
const t = useRuntime({ now: () => new Date(Date.now() + clock.ahead) });

describeWrites({
  t,
  server: useEndpoint(t),
  endpoints: [trpcEndpoint, restEndpoint, mcpEndpoint],
  paths: WRITES.filter((path) => mcpEndpoint.offers(path)),
  advance: (ms) => {
    clock.ahead += ms;
  },
});
