/**
 * What a person's browser does, without the browser: keeps cookies, signs in with the form, calls
 * the API from pfn's own pages.
 *
 * @param {string} url the server's address
 * @param {AbortSignal} signal ends the request that is under way
 */
export function openBrowser(url, signal) {
  const cookies = new Map();

  const send = async (path, init = {}) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { origin: url, ...(cookie === "" ? {} : { cookie }), ...init.headers };
    const reply = await fetch(url + path, { ...init, headers, redirect: "manual", signal });
    for (const line of reply.headers.getSetCookie()) keep(cookies, line);
    return reply;
  };

  return {
    /** Reads through the API, as the signed-in person. */
    query: async (procedure, input = {}) =>
      readAnswer(
        procedure,
        await send(`/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`),
      ),

    /** Writes through the API, as the signed-in person. */
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

    /** Fills in the login form. True when the server then knows who this is. */
    signIn: async (email, password) => {
      const { csrfToken } = await (await send("/api/auth/csrf")).json();
      const body = new URLSearchParams({ csrfToken, email, password });
      await send("/api/auth/callback/credentials", { method: "POST", body });
      return (await send("/config/user")).status === 200;
    },
  };
}

async function readAnswer(procedure, reply) {
  const { result, error } = await reply.json();
  if (error !== undefined)
    throw new Error(`${procedure} was refused (${reply.status}): ${error.message}`);
  return result.data;
}

function keep(cookies, line) {
  const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
  if (value === "") cookies.delete(name);
  else cookies.set(name, value);
}
