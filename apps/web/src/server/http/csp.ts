/** Browsers report here what the policy blocked; an endpoint of the API. */
export const CSP_REPORTS_PATH = "/api/csp-reports";

/**
 * What a page may load and do (B1): scripts only with this response's nonce, nothing from other
 * hosts, no frames around it. Mantine sets sizes and colours through style attributes, which cannot
 * carry a nonce. In development React needs `eval` to show server stacks, and the error overlay
 * brings styles of its own.
 */
export function contentSecurityPolicy(nonce: string, isDevelopment: boolean): string {
  const styles = isDevelopment
    ? "style-src 'self' 'unsafe-inline'"
    : `style-src 'self' 'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    styles,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
    `report-uri ${CSP_REPORTS_PATH}`,
    "report-to csp",
  ].join("; ");
}
