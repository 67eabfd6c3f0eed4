import { maybe, text } from './extra-variables.js';
import { extras } from './page-extras.js';

/** The page of apps with access. */
export const sessions = extras<'session-management'>()(
  {
    approvals: {
      kind: 'records',
      help: 'Apps with access, in few words.',
      fields: {
        client: text('Name of the app.', 'Growth Chart'),
        clientId: text('Its id: goes back as `client_id`.', 'growth-chart'),
        scopes: { kind: 'texts', help: 'What it may do.', stock: ['See your profile'] },
        grantedAt: maybe('Since when.', '22 November 2026 at 09:30 UTC'),
        expiresAt: maybe('Until when.', 'until 22 December 2026 at 09:30 UTC'),
      },
    },
    tokens: {
      kind: 'records',
      help: 'Each time access was given that has not ended yet.',
      fields: {
        id: text('Goes back as `grant_id`.', '3f0c9e1e-6b1c-4f61-9f0e-2d1f6f1f0c55'),
        client: text('Name of the app.', 'Growth Chart'),
        grantedAt: text('When it was given.', '22 November 2026 at 09:30 UTC'),
        lastUsed: text('When it was used last.', '22 November 2026 at 10:15 UTC'),
        expiresAt: text('When it ends.', 'until 22 December 2026 at 09:30 UTC'),
      },
    },
  },
  ({ apps }) => ({
    approvals: apps.map(({ clientId, clientName, scopes: allowed, grants }) => ({
      ...{ client: clientName || clientId, clientId, scopes: allowed.map(({ title }) => title) },
      ...{ grantedAt: grants[0]?.since, expiresAt: grants[0]?.ends },
    })),
    tokens: apps.flatMap(({ clientId, clientName, grants }) =>
      grants.map(({ grantId, since, lastUsed, ends }) => ({
        ...{ id: grantId, client: clientName || clientId, grantedAt: since, lastUsed, expiresAt: ends },
      })),
    ),
  }),
);
