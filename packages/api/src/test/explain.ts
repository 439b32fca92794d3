import { type Db, Prisma } from "@pfn/db";
import { z } from "zod";

/** One step of a statement in PostgreSQL, with the rows that really came. */
export interface PlanNode {
  "Node Type": string;
  "Relation Name"?: string | undefined;
  "Actual Rows": number;
  "Actual Loops": number;
  Plans: PlanNode[];
}
const PlanNode: z.ZodType<PlanNode> = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Actual Rows": z.number(),
  "Actual Loops": z.number(),
  Plans: z.lazy(() => z.array(PlanNode)).default([]),
});
const Explained = z.tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: PlanNode })]) })]);

/** Does a statement, and returns every step of it. For PostgreSQL and PGlite alike. */
export async function explain(
  db: Pick<Db, "$queryRaw">,
  statement: Prisma.Sql,
): Promise<PlanNode[]> {
  const answer = await db.$queryRaw(Prisma.sql`explain (analyze, format json) ${statement}`);
  return flatten(Explained.parse(answer)[0]["QUERY PLAN"][0].Plan);
}

const flatten = (node: PlanNode): PlanNode[] => [node, ...node.Plans.flatMap(flatten)];

/**
 * A client that also explains each raw statement that is sent through it, with the very parameters,
 * and notes the plan.
 */
export function explaining(db: Db): { db: Db; plans: PlanNode[][] } {
  const plans: PlanNode[][] = [];
  const queryRaw = async (first: TemplateStringsArray | Prisma.Sql, ...values: unknown[]) => {
    const statement = first instanceof Prisma.Sql ? first : Prisma.sql(first, ...values);
    plans.push(await explain(db, statement));
    return db.$queryRaw(statement);
  };
  return {
    plans,
    db: new Proxy(db, {
      get: (to, name) => (name === "$queryRaw" ? queryRaw : Reflect.get(to, name)),
    }),
  };
}
