import { router, sessionProcedure, urgentSessionProcedure } from "../../procedures/trpc";
import { createIntegrationKey } from "./create-integration-key";
import { getIntegrationKey, listIntegrationKeys } from "./get-integration-key";
import { revokeAllIntegrationKeys, revokeIntegrationKey } from "./revoke-keys";
import { rotateIntegrationKey } from "./rotate-integration-key";
import {
  CreateIntegrationKeyInput,
  IntegrationKey,
  IntegrationKeyDetail,
  KeyIdInput,
  ListIntegrationKeysInput,
  ListIntegrationKeysOutput,
  RevealedKey,
  RevokeAllInput,
  RevokeAllOutput,
  RotateIntegrationKeyInput,
  UpdateIntegrationKeyInput,
} from "./schema";
import { updateIntegrationKey } from "./update-integration-key";

/** Keys are managed by their owner in a session; no key can reach any of this (A3). */
export const integrationKeysRouter = router({
  create: sessionProcedure
    .input(CreateIntegrationKeyInput)
    .output(RevealedKey)
    .mutation(({ ctx, input }) => createIntegrationKey(ctx, input)),
  list: sessionProcedure
    .input(ListIntegrationKeysInput)
    .output(ListIntegrationKeysOutput)
    .query(({ ctx, input }) => listIntegrationKeys(ctx, input)),
  get: sessionProcedure
    .input(KeyIdInput)
    .output(IntegrationKeyDetail)
    .query(({ ctx, input }) => getIntegrationKey(ctx, input)),
  update: urgentSessionProcedure
    .input(UpdateIntegrationKeyInput)
    .output(IntegrationKey)
    .mutation(({ ctx, input }) => updateIntegrationKey(ctx, input)),
  rotate: urgentSessionProcedure
    .input(RotateIntegrationKeyInput)
    .output(RevealedKey)
    .mutation(({ ctx, input }) => rotateIntegrationKey(ctx, input)),
  revoke: urgentSessionProcedure
    .input(KeyIdInput)
    .output(IntegrationKey)
    .mutation(({ ctx, input }) => revokeIntegrationKey(ctx, input)),
  revokeAll: urgentSessionProcedure
    .input(RevokeAllInput)
    .output(RevokeAllOutput)
    .mutation(({ ctx }) => revokeAllIntegrationKeys(ctx)),
});
