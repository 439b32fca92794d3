import { Prisma } from "@pfn/db";

/**
 * Many texts as one parameter, one to a line: as an array each of them would be copied and quoted once more on its way. They have no line
 * breaks.
 *
 * @example tx.$executeRaw`select ${textsSql(ids)}::uuid[]`
 */
export const textsSql = (texts: readonly string[]): Prisma.Sql =>
  Prisma.sql`string_to_array(${texts.join("\n")}, chr(10), 'null')`;

/**
 * Plain values as an array of `jsonb`, null as SQL's null. JSON escapes line breaks, so that PostgreSQL reads each value once: parts of one
 * large JSON text are read twice.
 */
export const jsonSql = (values: readonly unknown[]): Prisma.Sql =>
  Prisma.sql`${textsSql(values.map((value) => JSON.stringify(value)))}::jsonb[]`;
