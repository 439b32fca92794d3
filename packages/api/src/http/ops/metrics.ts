import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { refusal } from "../../common/errors/refusal";
import type { Runtime } from "../../common/runtime";
import type { EndpointRequest, Reply } from "../request";

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/;
const LOOPBACK_ADDRESS = /^(127\.|::1$|::ffff:127\.)/;
/** A proxy adds one of these: a caller who comes through one is not at this machine. */
const FORWARDED = [
  "forwarded",
  "via",
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-real-ip",
];

/**
 * `GET /metrics` on the public port. With a token, for a caller who sends it. Without one only an
 * installation whose public address is this machine shows them, and only to this machine: behind a
 * proxy they have to be asked for.
 */
export async function answerMetrics(runtime: Runtime, request: EndpointRequest): Promise<Reply> {
  const { token, hasOwnPort } = runtime.metricsAccess;
  if (hasOwnPort || (token === null && !isLocal(runtime, request))) {
    throw refusal(
      "NOT_FOUND",
      null,
      "No metrics here.",
      "Set PFN_METRICS_TOKEN, or PFN_METRICS_PORT for a port of their own.",
    );
  }
  return showMetrics(runtime, request);
}

/** The figures. Where there is a token, only for a caller who sends it. */
export async function showMetrics(
  { metrics, metricsAccess }: Runtime,
  { req }: EndpointRequest,
): Promise<Reply> {
  if (metricsAccess.token !== null) requireToken(req, metricsAccess.token);
  const { text, contentType } = await metrics.render();
  return { status: 200, body: undefined, text, headers: { "content-type": contentType } };
}

function requireToken({ headers, rawHeaders }: IncomingMessage, token: string): void {
  const times = rawHeaders.filter(
    (text, index) => index % 2 === 0 && text.toLowerCase() === "authorization",
  ).length;
  const given = /^bearer +(\S+)$/i.exec(headers.authorization ?? "")?.[1] ?? "";
  // Digests, so that neither the length nor the time tells how much of it was right.
  if (times === 1 && timingSafeEqual(digest(given), digest(token))) return;
  throw refusal(
    "UNAUTHORIZED",
    null,
    "The metrics need their token.",
    "Send the value of PFN_METRICS_TOKEN as `Authorization: Bearer`.",
    { credential: "no metrics token" },
  );
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

function isLocal({ publicUrl }: Runtime, { req }: EndpointRequest): boolean {
  return (
    LOOPBACK.test(publicUrl.host) &&
    LOOPBACK.test(req.headers.host ?? "") &&
    LOOPBACK_ADDRESS.test(req.socket.remoteAddress ?? "") &&
    FORWARDED.every((name) => req.headers[name] === undefined)
  );
}
