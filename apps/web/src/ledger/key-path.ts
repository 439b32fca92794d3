import type { Route } from "next";

/**
 * The page of one key. Next's type for addresses holds no filled-in parameters, so this is the one
 * place that vouches for it.
 */
export const keyPath = (id: string) => `/config/user/keys/${id}` as Route;
