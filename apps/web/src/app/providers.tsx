"use client";

import { MantineProvider } from "@mantine/core";
import { ModalsProvider } from "@mantine/modals";
import { Notifications } from "@mantine/notifications";
import { type ReactNode, useState } from "react";
import { TrpcProvider } from "#trpc/client.tsx";
import { cssVariables, theme } from "#ui/theme.ts";

/**
 * Looks, dialogs, notifications and data for everything on a page. `nonce` admits Mantine's styles
 * (B1).
 */
export function Providers({ nonce, children }: { nonce: string; children: ReactNode }) {
  // A refresh renders the layout again with another nonce, but the browser keeps to the one of the
  // document.
  const [documentNonce] = useState(() => admitStyles(nonce));
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => documentNonce}
    >
      <TrpcProvider>
        <ModalsProvider>{children}</ModalsProvider>
      </TrpcProvider>
      <Notifications position="bottom-right" />
    </MantineProvider>
  );
}

/**
 * The scroll lock of dialogs writes a style element by itself, and looks for the nonce under this
 * name.
 */
function admitStyles(nonce: string): string {
  if (typeof window !== "undefined") Reflect.set(window, "__webpack_nonce__", nonce);
  return nonce;
}
