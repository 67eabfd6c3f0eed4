import { say } from '#skin/phrases.port';
import { describeScope } from '#protocol/smart/scope-description';
import type { PageModels } from '#skin/page-renderer.port';
import type { PersonGrant } from '../stores/person-grant.store.js';
import { momentText } from '../texts/moment-text.js';
import type { ConnectedApp } from './connected-apps.js';

type DescribedApp = PageModels['session-management']['apps'][number];

/** An app as the page shows it: what it may do in plain words, since when and until when. */
export function describeApp({ clientId, client, grants, older, approval }: ConnectedApp): DescribedApp {
  const known = [...grants, ...(older ? [older] : []), ...(approval ? [approval] : [])];
  const scopes = [...new Set(known.flatMap((each) => each.scopes))];
  return {
    clientId,
    clientName: client?.clientName ?? '',
    gone: client === undefined,
    offline: older?.offline === true || grants.some(({ refresh }) => refresh === 'offline'),
    remembered: approval !== undefined,
    scopes: scopes.map((scope) => {
      const { title, detail, sensitive } = describeScope(scope, client?.scopeDescriptions ?? {});
      return { scope, title, detail, sensitive };
    }),
    grants: grants.map(describeGrant),
    ...(older && { older: `${older.count}` }),
  };
}

function describeGrant({ grantId, createdAt, lastUsedAt, endsAt, refresh }: PersonGrant) {
  return {
    grantId,
    since: momentText(createdAt),
    lastUsed: momentText(lastUsedAt),
    ends: say(refresh === 'online' ? 'apps.ends-online' : 'apps.ends', { date: endsAt }),
  };
}
