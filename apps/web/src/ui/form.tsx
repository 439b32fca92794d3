"use client";

import type { UseFormReturnType } from "@mantine/form";
import { type ComponentProps, useEffect, useRef, useSyncExternalStore } from "react";
import type { ServerForm } from "./use-server-form";

interface FormProps<Values extends object>
  extends Omit<ComponentProps<"form">, "form" | "onSubmit" | "ref"> {
  form: ServerForm<Values>;
}

/**
 * A form that sends what its fields hold at that moment, also when they were filled in before the
 * script ran, or by a password manager that fires no events (S13). A field's `name` is the name of
 * its value. The first field that is refused gets the focus.
 */
export function Form<Values extends object>({ form, ...props }: FormProps<Values>) {
  const ref = useRef<HTMLFormElement>(null);
  const submit = form.onSubmit(form.send, (errors) =>
    form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, for what was filled in before.
  useEffect(() => {
    if (ref.current !== null) takeFields(ref.current, form);
  }, []);
  return (
    <form
      // A submit before the script has loaded must not put what was typed into the address.
      method="post"
      noValidate
      {...props}
      ref={ref}
      onSubmit={(event) => {
        if (form.submitting) return event.preventDefault();
        takeFields(event.currentTarget, form);
        submit(event);
      }}
    />
  );
}

function takeFields<Values extends object>(
  element: HTMLFormElement,
  form: UseFormReturnType<Values>,
): void {
  // The type wants a field's name; the names set below are found among the form's own values.
  const set = form.setFieldValue as (
    name: string,
    value: unknown,
    options: { forceUpdate: boolean },
  ) => void;
  for (const field of element.elements) {
    const held = readField(field);
    const known: unknown = held === null ? undefined : Reflect.get(form.getValues(), held.name);
    if (held === null || typeof known !== typeof held.value || known === held.value) continue;
    set(held.name, held.value, { forceUpdate: false });
  }
}

/** A field's name and value; null for anything else, such as a button. */
function readField(field: Element): { name: string; value: string | boolean } | null {
  if (field instanceof HTMLInputElement && field.type === "radio") return null;
  if (field instanceof HTMLInputElement && field.type === "checkbox")
    return { name: field.name, value: field.checked };
  const hasText =
    field instanceof HTMLInputElement ||
    field instanceof HTMLTextAreaElement ||
    field instanceof HTMLSelectElement;
  return hasText ? { name: field.name, value: field.value } : null;
}

/**
 * Whether the page's script runs: false on the server and until then. A button that needs a script
 * stays disabled for that long.
 */
export function useHasScript(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
}
