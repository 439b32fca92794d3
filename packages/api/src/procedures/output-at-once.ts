import type { z } from "zod";

/**
 * The schema of a large output, in which nothing is waited for. tRPC checks outputs with
 * `parseAsync`, for which Zod does without its compiled checks: a page of transactions takes twice
 * the time. The schema itself stays as it is; this is another view of it.
 */
export const outputAtOnce = <T extends z.ZodType>(schema: T): T =>
  Object.create(schema, {
    parseAsync: {
      value: async (data: unknown, params?: z.core.ParseContext<z.core.$ZodIssue>) =>
        schema.parse(data, params),
    },
  });
