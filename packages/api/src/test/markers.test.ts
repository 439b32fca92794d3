import { restEndpoint, trpcEndpoint } from "./conformance";
import { useRuntime } from "./database";
import { describeMarkers } from "./markers";
import { useServer } from "./server";

const t = useRuntime();

describeMarkers({ t, server: useServer(t), endpoints: [trpcEndpoint, restEndpoint] });
