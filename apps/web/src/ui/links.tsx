"use client";

import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import type { Route } from "next";
import Link from "next/link";
import type { ReactNode } from "react";

interface To {
  href: Route;
  children: ReactNode;
}

/**
 * A link in running text that changes the page without a reload. Server components cannot give
 * `Link` to Mantine themselves.
 */
export function TextLink(props: AnchorProps & To) {
  return <Anchor component={Link} {...props} />;
}

/** A link that looks like a button, because it is the one thing to do next. */
export function ButtonLink(props: ButtonProps & To) {
  return <Button component={Link} {...props} />;
}
