"use client";

import { Button } from "@mantine/core";
import { DeadEnd } from "#ui/dead-end.tsx";

const describeLog = (digest = "the reason") =>
  `If it keeps happening, look for ${digest} in the server’s log.`;

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
      text={`Your ledger was not changed. Try again. ${describeLog(error.digest)}`}
    >
      <Button onClick={reset}>Try again</Button>
    </DeadEnd>
  );
}
