"use client";

import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { isNotEmpty, useForm } from "@mantine/form";
import { useState } from "react";
import { FormFailure } from "../form-failure";
import { type SignInResult, signIn } from "../sign-in";

const FAILURES: Record<Exclude<SignInResult, "signed-in">, string> = {
  refused: "E-mail address or password is wrong. Check both and try again.",
  throttled: "Too many tries. Wait a few minutes and try again.",
  postponed: "The server is busy right now. Wait a few seconds and try again.",
  unreachable: "The server cannot be reached. Check your connection and try again.",
};

/** E-mail address and password. What failed is said once, for the form, so that nobody learns which of the two was wrong (S5). */
export function LoginForm() {
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: { email: isNotEmpty("Enter your e-mail address."), password: isNotEmpty("Enter your password.") },
  });

  function focusFirstError(errors: typeof form.errors) {
    form.getInputNode(Object.keys(errors)[0] ?? "")?.focus();
  }

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
    // POST: a submit before the script has loaded must not put the password into the address.
    <form method="post" noValidate onSubmit={form.onSubmit((values) => void submit(values), focusFirstError)}>
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
    </form>
  );
}
