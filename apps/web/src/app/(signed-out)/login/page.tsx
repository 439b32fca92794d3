import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getSession } from "#auth/session.ts";
import { pfnServer, webSettings } from "#server/slots.ts";
import { TextLink } from "#ui/links.tsx";
import { LoginForm } from "./login-form";

export const metadata: Metadata = { title: "Sign in" };

/** Signing in. On a server without any account the way leads to creating the first one. */
export default async function LoginPage({ searchParams }: PageProps<"/login">) {
  if (await getSession()) redirect("/");
  const isOpen = await pfnServer().isSignupOpen();
  if (isOpen && webSettings().signup === "first") redirect("/signup");
  return (
    <>
      <Title order={1} fz={28} mb={6}>
        Sign in
      </Title>
      <Text c="dimmed" mb="xl">
        Welcome back to your ledger.
      </Text>
      <LoginForm isRefused={(await searchParams)["error"] === "CredentialsSignin"} />
      {isOpen && (
        <Text mt="lg" ta="center">
          No account yet? <TextLink href="/signup">Create one</TextLink>
        </Text>
      )}
    </>
  );
}
