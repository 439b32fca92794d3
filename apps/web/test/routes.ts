import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { PROCEDURES } from "@pfn/api/http";
import { z } from "zod";
import { GUIDE_PAGES } from "./guide-pages";

const APP = fileURLToPath(new URL("../src/app", import.meta.url));

/**
 * Every page there is, as the folders say: groups leave no trace in the path, and a parameter
 * stands for something that is not there. The pages of the guide have their own list.
 */
export const ROUTES = [
  ...new Set([
    ...readdirSync(APP, { recursive: true, encoding: "utf8" })
      .filter((file) => /(^|\/)page\.tsx$/.test(file))
      .map(
        (file) =>
          `/${file
            .replace(/\(.*?\)\/|page\.tsx$/g, "")
            .replace(/\[.*?\]/g, "nothing")
            .replace(/\/$/, "")}`,
      ),
    ...GUIDE_PAGES,
  ]),
];

const AUTH = [
  "csrf",
  "session",
  "providers",
  "signin",
  "error",
  "signout",
  "callback/credentials",
  "sign-in",
];
const Paths = z.object({ paths: z.record(z.string(), z.unknown()) });

/**
 * One request of a method to a path, written as the first line of a request has it: `POST
 * /api/mcp`.
 */
export type Line = `${"GET" | "POST" | "PATCH"} /${string}`;

const SOME_ID = "01900000-0000-7000-8000-000000000000";

/**
 * Every path of every endpoint that a running server has, with each method that it knows: the
 * procedures by tRPC, what the OpenAPI document lists, the agents' endpoint, files, signing in, the
 * pages, and what is none of them.
 */
export async function everyLine(url: string): Promise<Line[]> {
  const { paths } = Paths.parse(await (await fetch(`${url}/api/v1/openapi.json`)).json());
  const rest = Object.entries(paths).flatMap(([path, methods]) =>
    (["GET", "POST", "PATCH"] as const)
      .filter((method) => Object.hasOwn(Object(methods), method.toLowerCase()))
      .map((method): Line => `${method} /${path.slice(1).replace(/\{.*?\}/g, SOME_ID)}`),
  );
  const trpc = [...PROCEDURES].map(
    ([path, { type }]): Line => `${type === "query" ? "GET" : "POST"} /api/trpc/${path}`,
  );
  const both = [
    "/api/mcp",
    "/api/keys/burn",
    "/api/csp-reports",
    "/api/exports/transactions.csv",
    "/llms.txt",
  ]
    .concat(AUTH.map((name) => `/api/auth/${name}`))
    .concat(
      ROUTES,
      "/there-is-nothing-here",
      "/api/nothing-here",
      "/_next/static/nothing.js",
      "/icon.svg",
      "/favicon.ico",
    );
  return [
    ...new Set([
      ...trpc,
      ...rest,
      ...both.flatMap((path): Line[] => [`GET /${path.slice(1)}`, `POST /${path.slice(1)}`]),
    ]),
  ];
}
