import type { Prisma } from "@pfn/db";
import type { SessionContext } from "../../common/context";
import { defined } from "../../common/defined";
import { createdKey, type MomentKey, page } from "../../common/paging/page";
import type { ListUsersInput, User } from "./schema";

/** What an answer tells of a person is made of these columns. */
export const LISTED_USER = {
  id: true,
  name: true,
  email: true,
  role: true,
  status: true,
  createdAt: true,
} as const satisfies Prisma.UserSelect;

/** Everybody on this server, in the order they came, or a page of them. */
export async function listUsers(ctx: SessionContext, { limit, cursor }: ListUsersInput) {
  const { items, nextCursor } = await page(ctx, {
    list: "admin.users",
    filters: {},
    limit,
    cursor,
    rows: (after: MomentKey | undefined, take) =>
      ctx.db.user.findMany({
        where: createdAfter(after),
        orderBy: [{ createdAt: "asc" }, { id: "asc" }],
        ...defined({ take }),
        select: LISTED_USER,
      }),
    keyOf: createdKey,
  });
  return { items: items.map(toUser), nextCursor };
}

function createdAfter(key: MomentKey | undefined) {
  if (key === undefined) return {};
  const [at, id] = key;
  const createdAt = new Date(at);
  return { OR: [{ createdAt: { gt: createdAt } }, { createdAt, id: { gt: id } }] };
}

type Row = Prisma.UserGetPayload<{ select: typeof LISTED_USER }>;

export const toUser = ({ createdAt, ...user }: Row): User => ({
  ...user,
  createdAt: createdAt.toISOString(),
});
