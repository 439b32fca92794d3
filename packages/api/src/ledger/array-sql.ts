import { Prisma } from "@pfn/db";

/**
 * Many texts as one parameter, one to a line: as an array each of them would be copied and quoted
 * once more on its way. They have no line breaks.
 *
 * @example tx.$executeRaw`select ${textsSql(ids)}::uuid[]`
 */
export const textsSql = (texts: readonly string[]): Prisma.Sql =>
  Prisma.sql`string_to_array(${texts.join("\n")}, chr(10), 'null')`;

/**
 * Plain values as an array of `jsonb`, null as SQL's null. JSON escapes line breaks, so that
 * PostgreSQL reads each value once: parts of one large JSON text are read twice.
 */
export const jsonSql = (values: readonly unknown[]): Prisma.Sql =>
  Prisma.sql`${textsSql(values.map((value) => JSON.stringify(value)))}::jsonb[]`;

/**
 * Ids, at least one, as a list of their own parameters for `in (…)`: PostgreSQL plans for as many
 * as there are. For an array it would keep one plan, which it may have made while the table was
 * small, and go through the whole table for each part of a large operation.
 */
export const idsSql = (ids: readonly string[]): Prisma.Sql =>
  Prisma.join(ids.map((id) => Prisma.sql`${id}::uuid`));
