import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getSession } from "#auth/session.ts";
import { pfnServer, webSettings } from "#server/slots.ts";
import { SignupForm } from "./signup-form";
import { SignupPanel } from "./signup-panel";

export const metadata: Metadata = { title: "Create an account" };

/**
 * Creating an account: the first one, or any while the server lets everybody do that, or with an
 * invitation.
 */
export default async function SignupPage() {
  if (await getSession()) redirect("/");
  const isOpen = await pfnServer().isSignupOpen();
  if (!isOpen || webSettings().signup !== "first") return <SignupPanel isOpen={isOpen} />;
  return (
    <>
      <Title order={1} fz={28} mb={6}>
        Create the first account
      </Title>
      <Text c="dimmed" mb="xl">
        You become this server’s administrator. Other people join by your invitation.
      </Text>
      <SignupForm invitation={null} />
    </>
  );
}
