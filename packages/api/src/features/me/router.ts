import { apiKeyProcedure, router } from "../../procedures/trpc";
import { describeKey } from "./describe-key";
import { ME } from "./docs";
import { GetMeInput, Me } from "./schema";

export const meRouter = router({
  get: apiKeyProcedure(null, ME.get)
    .input(GetMeInput)
    .output(Me)
    .query(({ ctx }) => describeKey(ctx)),
});
