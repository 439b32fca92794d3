"use client";

import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { hasLength, isEmail, isNotEmpty } from "@mantine/form";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form, useHasScript } from "#ui/form.tsx";
import { PASSWORD_ADVICE } from "#ui/password-advice.ts";
import { useServerForm } from "#ui/use-server-form.ts";
import { FormFailure } from "../form-failure";
import { useSignUp } from "./use-sign-up";

/** Name, e-mail address and password of a new person, who is then signed in. */
export function SignupForm({ invitation }: { invitation: string | null }) {
  const { send, isTaken } = useSignUp(invitation);
  const form = useServerForm({
    mode: "uncontrolled",
    initialValues: { name: "", email: "", password: "" },
    validate: {
      name: isNotEmpty("Enter your name."),
      email: isEmail("Enter an e-mail address, such as you@example.org."),
      password: hasLength({ min: 8 }, "Use at least 8 characters."),
    },
    send,
  });
  const hasScript = useHasScript();
  return (
    <Form form={form}>
      <Stack gap="md">
        <FailureAlert {...form.failure} />
        {isTaken && (
          <FormFailure>
            There may already be an account with this address. Try to sign in instead.
          </FormFailure>
        )}
        <TextInput
          key={form.key("name")}
          name="name"
          size="md"
          {...form.getInputProps("name")}
          label="Name"
          autoComplete="name"
        />
        <TextInput
          key={form.key("email")}
          name="email"
          size="md"
          {...form.getInputProps("email")}
          label="E-mail address"
          description="You sign in with it. pfn sends no mail."
          type="email"
          autoComplete="username"
        />
        <PasswordInput
          key={form.key("password")}
          name="password"
          size="md"
          {...form.getInputProps("password")}
          label="Password"
          description={PASSWORD_ADVICE}
          autoComplete="new-password"
        />
        <Button
          type="submit"
          size="md"
          mt="xs"
          loading={form.submitting}
          disabled={!hasScript}
          fullWidth
        >
          Create account
        </Button>
      </Stack>
    </Form>
  );
}
