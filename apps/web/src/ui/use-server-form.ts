"use client";

import { type UseFormInput, type UseFormReturnType, useForm } from "@mantine/form";
import { useState } from "react";
import { type Failure, readFailure } from "./read-failure";

interface ServerFormOptions<Values extends object> extends UseFormInput<Values> {
  /** Sends the values. What it throws is shown as a refusal. */
  send: (values: Values) => Promise<unknown>;
  /** Complaints by field; unless set, those that the server names. */
  complain?: (failure: Failure) => Record<string, string>;
}

/** A form for `Form`, with what came of sending it. */
export interface ServerForm<Values extends object> extends UseFormReturnType<Values> {
  send: (values: Values) => Promise<void>;
  /** For `FailureAlert`: a refusal that the form's own fields do not show. */
  failure: { error: unknown; fields: readonly string[] };
}

/**
 * The one way to send a form: the server's complaints go to the fields they name, and a form that
 * is on its way (`submitting`) is not sent again.
 *
 * @example const form = useServerForm({ initialValues, validate, send: save.mutateAsync });
 */
export function useServerForm<Values extends object>({
  send,
  complain = ({ fields }) => fields,
  ...options
}: ServerFormOptions<Values>): ServerForm<Values> {
  const form: UseFormReturnType<Values> = useForm<Values>(options);
  const [error, setError] = useState<unknown>(null);
  return {
    ...form,
    failure: { error, fields: Object.keys(form.getValues()) },
    send: async (values) => {
      setError(null);
      try {
        await send(values);
      } catch (thrown) {
        setError(thrown);
        form.setErrors(complain(readFailure(thrown)));
      }
    },
  };
}
