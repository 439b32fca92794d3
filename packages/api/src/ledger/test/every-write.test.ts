import { restDoor, trpcDoor } from "../../test/conformance";
import { useRuntime } from "../../test/database";
import { useServer } from "../../test/server";
import { describeWrites } from "../../test/writes";
import { WRITES } from "../../test/writes/scenes";

const clock = { ahead: 0 };
const t = useRuntime({ now: () => new Date(Date.now() + clock.ahead) });

describeWrites({
  t,
  server: useServer(t),
  doors: [trpcDoor, restDoor],
  paths: WRITES,
  advance: (ms) => {
    clock.ahead += ms;
  },
});
