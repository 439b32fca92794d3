"use client";

import { useMounted } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { formatDay, formatMoment, formatRelative } from "./dates";

const TICK_MS = 30_000;

/** How long ago or ahead a moment is; keeps up with the clock. The exact moment shows on hover. */
export function RelativeTime({ at }: { at: string }) {
  const isMounted = useMounted();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    // The server's clock may be a minute ahead of or behind the browser's.
    <time dateTime={at} title={isMounted ? formatMoment(at) : undefined} suppressHydrationWarning>
      {formatRelative(at, now)}
    </time>
  );
}

/**
 * The day of a moment. The server does not know the reader's time zone, so the first paint is in
 * UTC.
 */
export function Day({ at }: { at: string }) {
  const isMounted = useMounted();
  return (
    <time dateTime={at} title={isMounted ? formatMoment(at) : undefined}>
      {formatDay(at, isMounted ? undefined : "UTC")}
    </time>
  );
}
