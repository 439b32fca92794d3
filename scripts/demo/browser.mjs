/**
 * What a person's browser does, without the browser: keeps cookies, signs in with the form, calls
 * the API from pfn's own pages.
 *
 * @param {string} url the server's address
 * @param {AbortSignal} signal ends the request that is under way
 */
export function openBrowser(url, signal) {
  /** @type {Map<string, string>} */
  const cookies = new Map();

  /**
   * @param {string} path
   * @param {RequestInit} [init]
   */
  const send = async (path, init = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { origin: url, ...(cookie === "" ? {} : { cookie }), ...init.headers };
    const reply = await fetch(url + path, { ...init, headers, redirect: "manual", signal });
    for (const line of reply.headers.getSetCookie()) keep(cookies, line);
    return reply;
  };

  return {
    /**
     * Reads through the API, as the signed-in person.
     *
     * @param {string} procedure
     */
    query: async (procedure, input = {}) =>
      readAnswer(
        procedure,
        await send(`/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`),
      ),

    /**
     * Writes through the API, as the signed-in person.
     *
     * @param {string} procedure
     */
    mutate: async (procedure, input = {}) => {
      const headers = { "content-type": "application/json" };
      return readAnswer(
        procedure,
        await send(`/api/trpc/${procedure}`, {
          method: "POST",
          headers,
          body: JSON.stringify(input),
        }),
      );
    },

    /**
     * Fills in the login form. True when the server then knows who this is.
     *
     * @param {string} email
     * @param {string} password
     */
    signIn: async (email, password) => {
      const csrfToken = Object(await (await send("/api/auth/csrf")).json()).csrfToken;
      const body = new URLSearchParams({ csrfToken, email, password });
      await send("/api/auth/callback/credentials", { method: "POST", body });
      return (await send("/config/user")).status === 200;
    },
  };
}

/**
 * @param {string} procedure
 * @param {Response} reply
 */
async function readAnswer(procedure, reply) {
  const { result, error } = Object(await reply.json());
  if (error !== undefined)
    throw new Error(`${procedure} was refused (${reply.status}): ${error.message}`);
  return result.data;
}

/**
 * @param {Map<string, string>} cookies
 * @param {string} line of `Set-Cookie`
 */
function keep(cookies, line) {
  const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === "") cookies.delete(name);
  else cookies.set(name, value);
}
