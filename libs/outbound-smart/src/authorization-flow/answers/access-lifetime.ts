import type { ClientDefinition } from '#protocol/client/client';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import type { Phrase } from '#protocol/phrase';
import { includesScope } from '#protocol/smart/scope-name';
import { say } from '#skin/phrases.port';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';

/** Life of the access tokens a request gives, in seconds: a token that came through the browser's address bar is short-lived. */
export function accessLifetimeSeconds(
  { options }: OutboundSmartInstance,
  client: Pick<ClientDefinition, 'accessTokenValiditySeconds'>,
  { responseType }: Pick<AuthorizationRequest, 'responseType'>,
): number {
  const own = client.accessTokenValiditySeconds;
  return responseType === 'code' ? own : Math.min(own, options.implicit.accessLifetimeSeconds);
}

/** How long the app would have access, as a sentence for the approval page. */
export function lifetimeText(
  client: Pick<ClientDefinition, 'accessTokenValiditySeconds' | 'refreshTokenValiditySeconds'>,
  grantable: readonly string[],
): Phrase {
  if (includesScope(grantable, 'offline_access'))
    return say('approve.lifetime.offline', { life: { seconds: client.refreshTokenValiditySeconds } });
  if (includesScope(grantable, 'online_access')) return say('approve.lifetime.online');
  return say('approve.lifetime.plain', { life: { seconds: client.accessTokenValiditySeconds } });
}
