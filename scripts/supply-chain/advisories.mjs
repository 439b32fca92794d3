/**
 * High and critical advisories that somebody is already working on, by their GHSA number, with the
 * day when they were first seen here and what is being done. For seven days from then the audit
 * only mentions them; afterwards it fails again (C1: critical ones are fixed within a week). Empty
 * unless there is work to do.
 *
 * @type {Record<string, { since: string, work: string }>}
 */
export const KNOWN_ADVISORIES = {};
