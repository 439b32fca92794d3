import { Text, Title } from "@mantine/core";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getSession } from "../../../auth";
import { pfnServer } from "../../../pfn-server";
import { TextLink } from "../../../ui/links";
import { webSettings } from "../../../web-settings";
import { SignupForm } from "./signup-form";

export const metadata: Metadata = { title: "Create an account" };

/** Creating an account, while the server lets anybody do that. */
export default async function SignupPage() {
  if (await getSession()) redirect("/");
  if (!(await pfnServer().isSignupOpen())) redirect("/login");
  const isFirst = webSettings().signup === "first";
  return (
    <>
      <Title order={1} fz={28} mb={6}>
        {isFirst ? "Create the first account" : "Create your account"}
      </Title>
      <Text c="dimmed" mb="xl">
        {isFirst
          ? "It becomes this server’s administrator. Nobody else can sign up after you."
          : "Your ledger is yours alone; other people on this server cannot see it."}
      </Text>
      <SignupForm />
      {!isFirst && (
        <Text mt="lg" ta="center">
          Already have an account? <TextLink href="/login">Sign in</TextLink>
        </Text>
      )}
    </>
  );
}
