import { refusal } from "../../common/errors/refusal";
import { MAX_BATCH } from "../../common/limits/sizes";
import { badlyEncoded, decodePath } from "../decode-path";
import { PROCEDURES } from "../procedure-table";
import { parseJson, readJsonBody } from "../read-json-body";
import type { EndpointRequest } from "../request";

/** The procedures that a request names. */
export interface Named {
  paths: string[];
  isBatch: boolean;
}

/** What the URL alone says, so that calls are counted before a body is read. */
export function readPaths({ searchParams, pathname }: URL): Named {
  const isBatch = searchParams.get("batch") === "1";
  const text = decodePath(pathname.slice("/api/trpc/".length));
  if (text === null) throw badlyEncoded();
  const paths = isBatch ? text.split(",", MAX_BATCH + 1) : [text];
  if (paths.length > MAX_BATCH) {
    throw refusal(
      "BAD_REQUEST",
      null,
      `At most ${MAX_BATCH} calls in one batch.`,
      "Split the batch.",
    );
  }
  return { paths, isBatch };
}

/** The inputs of the calls, in their order. */
export async function readInputs(
  { req, url }: EndpointRequest,
  { paths, isBatch }: Named,
): Promise<unknown[]> {
  const body =
    req.method === "POST"
      ? await readJsonBody(req, { maxBytes: maxBytesOf(paths) })
      : readQueryInput(url);
  return isBatch ? paths.map((_, index) => inputAt(body, index)) : [body];
}

/** A file may be larger than other bodies, and then comes alone (T7). */
const maxBytesOf = ([path = "", ...others]: readonly string[]): number | undefined =>
  others.length > 0 ? undefined : PROCEDURES.get(path)?.meta?.doc?.maxBodyBytes;

function readQueryInput(url: URL): unknown {
  const input = url.searchParams.get("input");
  return input === null ? undefined : parseJson(input, "input");
}

/** Batched inputs are an object by position. */
function inputAt(body: unknown, index: number): unknown {
  return typeof body === "object" && body !== null && Object.hasOwn(body, index)
    ? Reflect.get(body, index)
    : undefined;
}
