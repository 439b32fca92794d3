import { restEndpoint, trpcEndpoint } from "../../test/conformance";
import { useRuntime } from "../../test/database";
import { useServer } from "../../test/server";
import { describeWrites } from "../../test/writes";
import { WRITES } from "../../test/writes/scenes";

const clock = { ahead: 0 };
const t = useRuntime({ now: () => new Date(Date.now() + clock.ahead) });

describeWrites({
  t,
  server: useServer(t),
  endpoints: [trpcEndpoint, restEndpoint],
  paths: WRITES,
  advance: (ms) => {
    clock.ahead += ms;
  },
});
