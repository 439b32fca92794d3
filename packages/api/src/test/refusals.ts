import { toProblem } from "../common/errors/problem";
import { toDomainError } from "../common/errors/to-domain-error";

/**
 * What a caller would read of a refusal, without the request id; fails when the call was not
 * refused.
 */
export async function refusalOf(call: Promise<unknown>) {
  const answer = await call.then(
    (value) => ({ value }),
    (thrown: unknown) => ({ thrown }),
  );
  if (!("thrown" in answer))
    throw new Error(`Not refused: ${JSON.stringify(answer.value).slice(0, 300)}`);
  const { requestId: _, ...problem } = toProblem(toDomainError(answer.thrown), "");
  return problem;
}

/** Status of a call, 200 when it was not refused. */
export const statusOf = (call: Promise<unknown>): Promise<number> =>
  call.then(
    () => 200,
    async () => (await refusalOf(call)).status,
  );
