import { useEffect, useState } from "react";

const FRAGMENT = "#invitation=";

/**
 * The invitation of the link that led here; null: none; undefined: not known yet, as on the server,
 * which never sees what is behind the `#`. It is taken out of the address at once, so that neither
 * history nor a screen shared later shows it.
 */
export function useInvitation(): string | null | undefined {
  const [invitation, setInvitation] = useState<string | null>();
  useEffect(() => {
    function take() {
      const { hash, pathname } = window.location;
      const found = hash.startsWith(FRAGMENT) ? hash.slice(FRAGMENT.length) : null;
      if (found !== null) window.history.replaceState(null, "", pathname);
      setInvitation((known) => found ?? known ?? null);
    }
    take();
    // Pasting a link into a tab that already shows this page loads no new one.
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);
  return invitation;
}
