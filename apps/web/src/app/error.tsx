"use client";

import { Button } from "@mantine/core";
import { DeadEnd } from "#ui/dead-end.tsx";

/** A page that failed. The server's log has the details under the digest. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <DeadEnd
      title="This page could not be shown"
      text={`Nothing in your ledger was changed by this. Try again; if it keeps happening, the server’s log says why${error.digest ? ` (look for ${error.digest})` : ""}.`}
    >
      <Button onClick={reset}>Try again</Button>
    </DeadEnd>
  );
}
