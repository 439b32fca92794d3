/**
 * Loads another page as a whole, so that nothing of this one stays in memory. It never resolves,
 * because this page is about to go.
 */
export function leaveTo(href: string): Promise<never> {
  window.location.assign(href);
  return new Promise(() => undefined);
}
