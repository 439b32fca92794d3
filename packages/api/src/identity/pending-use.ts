import type { KeyUse } from "@pfn/db";
import { isoDay } from "../common/fields";
import type { CallerParts } from "../common/principal";
import { networkOfUse, programOfUse } from "./use-source";

/**
 * The most networks, and the most programs, that are noted of one key between two writes. Others
 * are noted when they come again.
 */
const MAX_SOURCES = 8;

/** How a key was used since its use was last written. */
export interface PendingUse {
  usedAt: Date | null;
  ip: string | null;
  client: string | null;
  networks: Set<string>;
  clients: Set<string>;
  uses: number;
  refusals: number;
  day: string;
}

export const emptyUse = (at: number): PendingUse => ({
  usedAt: null,
  ip: null,
  client: null,
  networks: new Set(),
  clients: new Set(),
  uses: 0,
  refusals: 0,
  day: isoDay(new Date(at)),
});

export function noteUse(entry: PendingUse, caller: CallerParts, at: number): void {
  noteSource(entry, caller);
  entry.uses += 1;
  entry.usedAt = new Date(at);
  entry.ip = caller.ip;
  entry.client = caller.userAgent;
}

/** Most uses come from where the one before came from. */
function noteSource(
  { uses, ip, client, networks, clients }: PendingUse,
  caller: CallerParts,
): void {
  if ((uses === 0 || ip !== caller.ip) && networks.size < MAX_SOURCES)
    networks.add(networkOfUse(caller.ip));
  if ((uses === 0 || client !== caller.userAgent) && clients.size < MAX_SOURCES)
    clients.add(programOfUse(caller.userAgent));
}

/** As the database takes it. */
export const toKeyUse = (keyId: string, entry: PendingUse): KeyUse => ({
  keyId,
  ...entry,
  networks: [...entry.networks],
  clients: [...entry.clients],
});
