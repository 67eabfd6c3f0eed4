import type { ClientDefinition } from '#protocol/client/client';
import { includesScope } from '#protocol/smart/scope-name';

const UNITS = [
  { name: 'day', seconds: 86_400 },
  { name: 'hour', seconds: 3_600 },
  { name: 'minute', seconds: 60 },
];

/** How long the app would have access, as a sentence for the approval page. */
export function lifetimeText(
  client: Pick<ClientDefinition, 'allowedGrantTypes' | 'accessTokenValiditySeconds' | 'refreshTokenValiditySeconds'>,
  grantable: readonly string[],
): string {
  const refreshes = client.allowedGrantTypes.includes('REFRESH_TOKEN');
  if (refreshes && includesScope(grantable, 'offline_access'))
    return `Access lasts for ${duration(client.refreshTokenValiditySeconds)}, also while you are signed out.`;
  if (refreshes && includesScope(grantable, 'online_access')) return 'Access lasts until you sign out.';
  return `Access lasts for ${duration(client.accessTokenValiditySeconds)}.`;
}

/** In the largest unit that says it exactly: rounding would promise more or less than the app gets. */
function duration(seconds: number): string {
  const unit = UNITS.find((candidate) => seconds % candidate.seconds === 0) ?? { name: 'second', seconds: 1 };
  const count = seconds / unit.seconds;
  return `${count} ${unit.name}${count === 1 ? '' : 's'}`;
}
