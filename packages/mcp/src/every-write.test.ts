import { describeWrites, restDoor, trpcDoor, useRuntime, WRITES } from "@pfn/api/testing";
import { useDoor } from "../test/agents";
import { mcpDoor } from "../test/conformance-door";

const clock = { ahead: 0 };
const t = useRuntime({ now: () => new Date(Date.now() + clock.ahead) });

describeWrites({
  t,
  server: useDoor(t),
  doors: [trpcDoor, restDoor, mcpDoor],
  paths: WRITES.filter((path) => mcpDoor.offers(path)),
  advance: (ms) => {
    clock.ahead += ms;
  },
});
