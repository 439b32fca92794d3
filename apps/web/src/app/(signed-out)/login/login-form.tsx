"use client";

import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useState } from "react";
import { Form } from "#ui/form.tsx";
import { FormFailure } from "../form-failure";
import { type SignInResult, signIn } from "../sign-in";

const FAILURES: Record<Exclude<SignInResult, "signed-in">, string> = {
  refused: "E-mail address or password is wrong. Check both and try again.",
  throttled: "Too many tries. Wait a few minutes and try again.",
  postponed: "The server is busy right now. Wait a few seconds and try again.",
  unreachable: "The server cannot be reached. Check your connection and try again.",
};

/**
 * E-mail address and password. What failed is said once, for the form, so that nobody learns which
 * of the two was wrong (S5). It works without any script as well.
 *
 * @param isRefused the form was sent without a script, and refused
 */
export function LoginForm({ isRefused }: { isRefused: boolean }) {
  const [failure, setFailure] = useState<string | null>(isRefused ? FAILURES.refused : null);
  const [isBusy, setBusy] = useState(false);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: isNotEmpty("Enter your e-mail address."),
      password: isNotEmpty("Enter your password."),
    },
  });

  async function submit(values: { email: string; password: string }) {
    setBusy(true);
    setFailure(null);
    const result = await signIn(values);
    // A full page load, so that nothing of a former person's pages stays in memory.
    if (result === "signed-in") return window.location.assign("/");
    setFailure(FAILURES[result]);
    setBusy(false);
  }

  return (
    <Form form={form} action="/api/auth/sign-in" onSubmit={(values) => void submit(values)}>
      <Stack gap="md">
        <FormFailure>{failure}</FormFailure>
        <TextInput
          label="E-mail address"
          type="email"
          name="email"
          autoComplete="username"
          size="md"
          key={form.key("email")}
          {...form.getInputProps("email")}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          size="md"
          key={form.key("password")}
          {...form.getInputProps("password")}
        />
        <Button type="submit" size="md" mt="xs" loading={isBusy} fullWidth>
          Sign in
        </Button>
      </Stack>
    </Form>
  );
}
