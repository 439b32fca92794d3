/**
 * A program that compiles only while the types written out are those that the server's own code
 * has: by call, so that a difference names the call.
 */
export function sameTypes(calls: readonly { feature: string; verb: string }[]): string {
  const checks = calls.map(({ feature, verb }) => {
    const at = `["${feature}"]["${verb}"]`;
    return [
      `export const ${feature}_${verb}_input: Same<written.PfnInputs${at}, ` +
        `inferred.PfnInputs${at}> = true;`,
      `export const ${feature}_${verb}_output: Same<written.PfnOutputs${at}, ` +
        `inferred.PfnOutputs${at}> = true;`,
      `export const ${feature}_${verb}_type: Same<keyof written.PfnClient${at}, keyof ` +
        `inferred.PfnClient${at}> = true;`,
    ].join("\n");
  });
  return [
    'import type * as inferred from "../../../src/api-types";',
    'import type * as written from "./src/api-types";',
    // The usual test for identity: two conditional types are assignable only if what they compare
    // with is identical.
    "type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : " +
      "2 ? true : false;",
    ...checks,
    "type Calls<C> = { [F in keyof C]: [F, keyof C[F]] }[keyof C];",
    "export const calls: Same<Calls<written.PfnClient>, Calls<inferred.PfnClient>> = true;",
    "export const codes: Same<written.ProblemCode, inferred.ProblemCode> = true;",
    "",
  ].join("\n");
}
