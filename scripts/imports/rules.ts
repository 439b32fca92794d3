import type { Import } from "./list-imports";
import { FEATURES, MODULES, PACKAGES, SERVER, type Table, TESTS, WEB } from "./tables";

/** Says what is wrong with an import, or null. */
export type Rule = (one: Import) => string | null;

const API = "packages/api/src/";
const WEB_APP = "apps/web/src/";

export const isTest = (path: string): boolean =>
  /\.(test|e2e)\.tsx?$|\/(test|testing|e2e)\//.test(path);
const isTestOrConfig = (path: string) => isTest(path) || path.endsWith(".config.ts");

const packageOf = (path: string): string =>
  Object.keys(PACKAGES).find((folder) => path.startsWith(`${folder}/`)) ?? path;

/** What the process and the bundle of Next share: a room of its own, below all others. */
const SLOTS = /^apps\/web\/src\/server\/((slots|start-error)\.ts$|guide\/)/;

/** The first folder or file of a path below `base`; null outside of it. */
export function roomOf(base: string, path: string): string | null {
  if (SLOTS.test(path) && base === WEB_APP) return "slots";
  return path.startsWith(base) ? (path.slice(base.length).split("/")[0] ?? null) : null;
}

const allows = (table: Table, from: string, to: string) =>
  from === to || (table[from]?.includes(to) ?? false);

/** What is generated or built stands in no checkout. */
const MADE = /\/(src\/generated|dist)\//;

const leadsToAFile: Rule = ({ to, isKnown }) =>
  to !== null && !isKnown && !MADE.test(to)
    ? "there is no such file; import a package through its exports"
    : null;

const betweenPackages: Rule = ({ from, to, specifier }) => {
  const [own, other] = [packageOf(from), packageOf(to ?? from)];
  if (own === other) return null;
  if (specifier.startsWith(".") && other.startsWith("packages/"))
    return "import a package through its exports";
  const isAllowed =
    allows(PACKAGES, own, other) || (isTestOrConfig(from) && allows(TESTS, own, other));
  return isAllowed ? null : `${own} may not import ${other}`;
};

/** What agents install knows the API by its types alone. */
const clientTakesTypes: Rule = ({ from, to, isType }) =>
  from.startsWith("packages/client/src/") &&
  !isTest(from) &&
  packageOf(to ?? from) === "packages/api" &&
  !isType
    ? "the client may import types of @pfn/api alone"
    : null;

const productWithoutTests: Rule = ({ from, to }) =>
  /^(packages\/\w+|apps\/web)\/src\//.test(from) && !isTest(from) && to !== null && isTest(to)
    ? "the product may not import what only tests need"
    : null;

const fromOutside: Rule = ({ from, specifier, to }) =>
  to === null
    ? (MODULES.find(
        ({ modules, may }) => modules.test(specifier) && !may.some((place) => place.test(from)),
      )?.why ?? null)
    : null;

/** Each room of a tree imports what its row lists; what has no row composes, and may import all. */
const rooms =
  (base: string, table: Table): Rule =>
  (one) => {
    const [own, other] = [roomOf(base, one.from), roomOf(base, one.to ?? "")];
    if (own === null || table[own] === undefined || other === null) return null;
    if (isTest(one.from) || allows(table, own, other)) return null;
    return `${own} may not import ${other}`;
  };

/** The screen that a file belongs to: the first folder below a route group. */
const screenOf = (path: string) =>
  path.match(/^apps\/web\/src\/app\/\([^/]+\)\/(?!frame\/)([^/]+)\//)?.[1] ?? null;

const betweenScreens: Rule = ({ from, to }) => {
  if (!from.startsWith(WEB_APP) || isTest(from)) return null;
  const [own, other] = [screenOf(from), screenOf(to ?? "")];
  return other !== null && own !== other ? `${own ?? "what is no screen"} imports ${other}` : null;
};

const databaseOfTheProcess: Rule = ({ from, to }) =>
  from.startsWith(WEB_APP) &&
  packageOf(to ?? from) === "packages/db" &&
  !/^apps\/web\/src\/(server|cli)\//.test(from)
    ? "only server/ and cli/ may import @pfn/db; screens call procedures"
    : null;

export const RULES: Readonly<Record<string, Rule>> = {
  "every import of ours leads to a file": leadsToAFile,
  "a package imports those that its row lists, through their exports": betweenPackages,
  "the client knows the API by its types": clientTakesTypes,
  "the product imports nothing of its tests": productWithoutTests,
  "a framework is imported where it belongs": fromOutside,
  "the server's rooms import downwards": rooms(API, SERVER),
  "the server's features import downwards": rooms(`${API}features/`, FEATURES),
  "the web's rooms import downwards": rooms(WEB_APP, WEB),
  "a screen imports no other screen": betweenScreens,
  "only the process opens the database": databaseOfTheProcess,
};
