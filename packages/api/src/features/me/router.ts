import { apiKeyProcedure, router } from "../../procedures/trpc";
import { describeKey } from "./describe-key";
import { GetMeInput, Me } from "./schema";

export const meRouter = router({
  get: apiKeyProcedure(null, {
    summary: "Tell what this key is and may do",
    description:
      "The first call of any program: the key's scopes and expiry, the ledger's base " +
      "currency, time zone and today, how much one call may carry, and how many calls are " +
      "left.",
    rest: { method: "GET", path: "/me" },
    tool: { name: "whoami" },
  })
    .input(GetMeInput)
    .output(Me)
    .query(({ ctx }) => describeKey(ctx)),
});
