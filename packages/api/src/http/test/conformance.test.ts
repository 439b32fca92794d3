import { describeConformance, restEndpoint, trpcEndpoint } from "../../test/conformance";
import { useRuntime } from "../../test/database";
import { useServer } from "../../test/server";

const t = useRuntime();

describeConformance({ t, server: useServer(t), endpoints: [trpcEndpoint, restEndpoint] });
