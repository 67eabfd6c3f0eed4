import type { EgressShare } from '#egress/egress.port';
import type { ClientDefinition } from '#protocol/client/client';

/** What other servers are called for in the name of a client. */
export type ClientCall = 'client keys' | 'request objects' | 'logout tokens';

/** The share of a client in these calls. Apps that nobody has looked at share one among themselves, apart from all others. */
export function egressShare(
  call: ClientCall,
  { clientId, untrusted }: ClientDefinition,
): { readonly share: EgressShare } {
  return { share: { pool: untrusted === true ? `${call} of untrusted apps` : call, party: clientId } };
}
