/**
 * Counts what holds and what does not, a line each.
 */
export function createChecks() {
  const count = { passed: 0, failed: 0 };
  const named = (/** @type {string} */ prefix) => ({
    /**
     * @param {string} what must hold
     * @param {boolean} holds
     * @param {unknown} [detail] printed beside it
     */
    that(what, holds, detail) {
      count[holds ? "passed" : "failed"] += 1;
      const more = detail === undefined ? "" : ` (${String(detail)})`;
      console.log(`${holds ? "ok    " : "FAILED"} ${prefix}: ${what}${more}`);
    },
  });
  return {
    named,
    ...named("image"),
    /** Prints the sum, and returns the process's exit code. */
    finish() {
      console.log(`${count.passed} passed, ${count.failed} failed`);
      return count.failed === 0 ? 0 : 1;
    },
  };
}

/** @typedef {ReturnType<ReturnType<typeof createChecks>["named"]>} Checks */
