import { expect, it } from "vitest";
import { z } from "zod";
import { outputAtOnce } from "./output-at-once";

const schema = z.object({ items: z.array(z.string()) });

it("parses like the schema, but at once, and leaves the schema as it was", async () => {
  const before = schema.parseAsync;
  const view = outputAtOnce(schema);
  expect(await view.parseAsync({ items: ["a"], more: 1 })).toEqual({ items: ["a"] });
  await expect(view.parseAsync({ items: [1] })).rejects.toThrow(z.ZodError);
  expect(schema.parseAsync).toBe(before);
});

it("is the schema to whoever describes it", () => {
  const view = outputAtOnce(schema);
  expect(view).toBeInstanceOf(z.ZodObject);
  expect(view.shape).toBe(schema.shape);
  expect(z.toJSONSchema(view)).toEqual(z.toJSONSchema(schema));
});
