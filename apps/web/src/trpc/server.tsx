import type { AppCaller } from "@pfn/api";
import { headers } from "next/headers";
import { cache } from "react";
import { pfnServer } from "#server/slots.ts";

/**
 * The router, called in process with the cookies of this request: for server components.
 *
 * @example const { items } = await (await getApi()).accounts.list({});
 */
export const getApi = cache(async (): Promise<AppCaller> => {
  const request = await headers();
  const [cookie, ip, userAgent] = [
    request.get("cookie"),
    request.get("x-forwarded-for"),
    request.get("user-agent"),
  ];
  return pfnServer().caller({ cookie, ip, userAgent });
});
