"use client";

import { Skeleton, Text, Title } from "@mantine/core";
import { TextLink } from "#ui/links.tsx";
import { SignupForm } from "./signup-form";
import { useInvitation } from "./use-invitation";

/**
 * Creating an account: on an open server for everybody, on a closed one for who comes by the link
 * of an invitation.
 */
export function SignupPanel({ isOpen }: { isOpen: boolean }) {
  const invitation = useInvitation();
  const isWelcome = isOpen || typeof invitation === "string";
  const isKnown = isOpen || invitation !== undefined;
  if (isKnown && !isWelcome) return <Closed />;
  return (
    <>
      <Title order={1} fz={28} mb={6}>
        Create your account
      </Title>
      <Text c="dimmed" mb="xl">
        Your ledger is private. Other people on this server cannot see it.
      </Text>
      {isWelcome ? (
        <SignupForm invitation={invitation ?? null} />
      ) : (
        <Skeleton h={330} aria-hidden="true" />
      )}
      <Text mt="lg" ta="center">
        Already have an account? <TextLink href="/login">Sign in</TextLink>
      </Text>
    </>
  );
}

function Closed() {
  return (
    <>
      <Title order={1} fz={28} mb={6}>
        Sign-up is closed
      </Title>
      <Text c="dimmed" mb="xl">
        New people join this server by invitation. Ask its administrator for a link.
      </Text>
      <Text>
        Already have an account? <TextLink href="/login">Sign in</TextLink>
      </Text>
    </>
  );
}
