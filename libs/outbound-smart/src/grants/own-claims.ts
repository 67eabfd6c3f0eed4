import { scriptClaim } from '#protocol/tokens/script-claim';
import type { Minting } from '../tokens/token-issuer.js';
import type { TokenPermissions } from '../tokens/token-permissions.js';
import type { GeneratedAuthorization } from './token-generation.js';

/** Most permissions that an access token carries: tokens travel in headers of 8 KB. */
const MOST_CARRIED = 100;

/** What a token may do, and what of that it carries itself. */
export function ownClaims(
  tokenPermissions: Pick<TokenPermissions, 'of'>,
  { instance, authorization, user, scripted, trace }: GeneratedAuthorization,
): Minting['ownClaims'] {
  const { client, scopes, launchContext, power } = authorization;
  const token = { instance, client, scopes, launchContext, change: scripted.permissions };
  const ofPerson = user && { user, ...(power && { power }) };
  const { permissions, decisions } = tokenPermissions.of({ ...token, ...ofPerson });
  for (const decision of decisions) trace.add(decision);
  const isCarried = instance.options.tokens.carryPermissions && permissions.length <= MOST_CARRIED;
  return {
    ...(isCarried && { gatehouse_permissions: permissions }),
    ...(client.incarnation !== undefined && { gatehouse_incarnation: client.incarnation }),
    ...scriptClaim(scripted),
  };
}
