"use client";

import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { isNotEmpty } from "@mantine/form";
import { useState } from "react";
import { Form } from "#ui/form.tsx";
import { leaveTo } from "#ui/leave-to.ts";
import { useServerForm } from "#ui/use-server-form.ts";
import { FormFailure } from "../form-failure";
import { type SignInResult, signIn } from "../sign-in";

const FAILURES: Record<Exclude<SignInResult, "signed-in">, string> = {
  refused: "E-mail address or password is wrong. Check both and try again.",
  throttled: "Too many attempts. Wait a few minutes and try again.",
  postponed: "The server is busy right now. Wait a few seconds and try again.",
  unreachable: "The server cannot be reached. Check your connection and try again.",
};

/**
 * E-mail address and password. A failure is shown for the whole form, so that nobody learns which
 * of the two was wrong (S5). The form also works without a script.
 *
 * @param isRefused the form was sent without a script, and refused
 */
export function LoginForm({ isRefused }: { isRefused: boolean }) {
  const [failure, setFailure] = useState<string | null>(isRefused ? FAILURES.refused : null);
  const form = useServerForm({
    mode: "uncontrolled",
    initialValues: { email: "", password: "" },
    validate: {
      email: isNotEmpty("Enter your e-mail address."),
      password: isNotEmpty("Enter your password."),
    },
    send: async (values) => {
      setFailure(null);
      const result = await signIn(values);
      if (result === "signed-in") return leaveTo("/");
      setFailure(FAILURES[result]);
    },
  });
  return (
    <Form form={form} action="/api/auth/sign-in">
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
        <Button type="submit" size="md" mt="xs" loading={form.submitting} fullWidth>
          Sign in
        </Button>
      </Stack>
    </Form>
  );
}
