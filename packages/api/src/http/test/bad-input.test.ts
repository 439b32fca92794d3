import { describeBadInput } from "../../test/bad-input";
import { restEndpoint, trpcEndpoint } from "../../test/conformance";
import { useRuntime } from "../../test/database";
import { useServer } from "../../test/server";

const t = useRuntime();

describeBadInput({ t, server: useServer(t), endpoints: [trpcEndpoint, restEndpoint] });
