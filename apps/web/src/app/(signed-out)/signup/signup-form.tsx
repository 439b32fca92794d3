"use client";

import { Button, PasswordInput, Stack, TextInput } from "@mantine/core";
import { hasLength, isEmail, isNotEmpty, useForm } from "@mantine/form";
import { FailureAlert } from "#ui/failure-alert.tsx";
import { Form, useHasScript } from "#ui/form.tsx";
import { readFailure } from "#ui/read-failure.ts";
import { FormFailure } from "../form-failure";
import { type NewPerson, useSignUp } from "./use-sign-up";

/** Name, e-mail address and password of a new person, who is signed in at once. */
export function SignupForm({ invitation }: { invitation: string | null }) {
  const { submit, isBusy, isTaken, error } = useSignUp(invitation);
  const form = useForm({
    mode: "uncontrolled",
    initialValues: { name: "", email: "", password: "" },
    validate: {
      name: isNotEmpty("Enter the name pfn should call you by."),
      email: isEmail("Enter an e-mail address, such as you@example.org."),
      password: hasLength({ min: 8 }, "Use at least 8 characters."),
    },
  });
  const hasScript = useHasScript();
  const onSubmit = (values: NewPerson) =>
    void submit(values, (refusal) => form.setErrors(readFailure(refusal).fields));

  return (
    <Form form={form} onSubmit={onSubmit}>
      <Stack gap="md">
        <FailureAlert error={error} fields={["name", "email", "password"]} />
        {isTaken && (
          <FormFailure>
            You may have an account with this address already. Sign in with its password.
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
          description="At least 8 characters, better 15: a few words are easy to remember and hard to guess."
          autoComplete="new-password"
        />
        <Button type="submit" size="md" mt="xs" loading={isBusy} disabled={!hasScript} fullWidth>
          Create account
        </Button>
      </Stack>
    </Form>
  );
}
