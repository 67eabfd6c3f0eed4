import type { ClientDefinition } from '#protocol/client/client';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { includesScope } from '#protocol/smart/scope-name';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';

const words = new Intl.DurationFormat('en', { style: 'long' });

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
): string {
  if (includesScope(grantable, 'offline_access'))
    return `Access lasts for ${duration(client.refreshTokenValiditySeconds)}, also while you are signed out.`;
  if (includesScope(grantable, 'online_access')) return 'Access lasts until you sign out.';
  return `Access lasts for ${duration(client.accessTokenValiditySeconds)}.`;
}

/** Exactly, in every unit it takes: rounding would promise more or less than the app gets. */
function duration(seconds: number): string {
  return words.format({
    days: Math.floor(seconds / 86_400),
    hours: Math.floor(seconds / 3_600) % 24,
    minutes: Math.floor(seconds / 60) % 60,
    seconds: seconds % 60,
  });
}
