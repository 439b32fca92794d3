/**
 * Where a person may be sent after signing in or out: a path of this site, or its front page for
 * everything else (S11).
 *
 * @example safeRedirectPath("/config/user", publicUrl) // "/config/user"
 * @example safeRedirectPath("//elsewhere.example", publicUrl) // "/"
 */
export function safeRedirectPath(target: string, publicUrl: URL): string {
  // Parsed as a browser does, so that "/\\host", "//host" and "\t//host" are recognized as hosts.
  if (!URL.canParse(target, publicUrl)) return "/";
  const { origin, pathname, search, hash } = new URL(target, publicUrl);
  // A path that begins with two slashes would itself be read as a host.
  return origin === publicUrl.origin && !pathname.startsWith("//")
    ? `${pathname}${search}${hash}`
    : "/";
}
