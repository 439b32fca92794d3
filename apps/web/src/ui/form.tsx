"use client";

import type { UseFormReturnType } from "@mantine/form";
import {
  type ComponentProps,
  type FormEvent,
  useEffect,
  useRef,
  useSyncExternalStore,
} from "react";

interface FormProps<Values extends object>
  extends Omit<ComponentProps<"form">, "form" | "onSubmit" | "ref"> {
  form: UseFormReturnType<Values>;
  onSubmit: (values: Values) => void;
}

/**
 * A form that sends what its fields hold, whoever filled them in and when: before the script ran,
 * or without telling it, as some password managers do (S13). A field is known by its `name`, which
 * is that of its value. The first field that is refused gets the focus.
 */
export function Form<Values extends object>({ form, onSubmit, ...props }: FormProps<Values>) {
  const ref = useRef<HTMLFormElement>(null);
  const submit = form.onSubmit(onSubmit, (errors) =>
    form.getInputNode(Object.keys(errors)[0] ?? "")?.focus(),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: What was filled in before the script ran is there once, at first.
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
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
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
  // The type wants names of fields; those that are set below were found among the form's own
  // values.
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

/** What a field holds, under its name; null for what is none, such as a button. */
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
 * Whether the page's script runs: false on the server and until then. A button that only a script
 * can answer waits for it.
 */
export function useHasScript(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
}
