import type { PageDescriptor } from '../page-model-descriptor.js';
import { scopeFields } from './scope-fields.js';
import { basePath, client, csrf, person } from './page-variables.js';
import { say } from '../../phrases.port.js';

const given = new Date('2026-11-22T09:30:00Z');
const used = new Date('2026-11-22T10:15:00Z');
const ends = new Date('2026-12-22T09:30:00Z');

/** The person's own page. */
export const sessionManagement = {
  help: 'Shows a person the apps that have access, and lets the person withdraw it.',
  variables: {
    basePath,
    user: person,
    notice: {
      kind: 'phrase',
      optional: true,
      help: 'What came of the last answer, one sentence of a fixed catalogue.',
      stock: say('apps.notice.app-removed'),
    },
    apps: {
      kind: 'records',
      help: 'Apps with access, or with an approval that is remembered.',
      fields: {
        ...client,
        gone: { kind: 'flag', help: 'Whether the app is no longer registered here.', stock: false },
        offline: { kind: 'flag', help: 'Whether it has access also while the person is signed out.', stock: true },
        remembered: { kind: 'flag', help: 'Whether the approval is remembered for the next time.', stock: true },
        scopes: {
          kind: 'records',
          help: 'What the app may do.',
          fields: {
            scope: scopeFields.scope,
            title: scopeFields.title,
            detail: scopeFields.detail,
            sensitive: scopeFields.sensitive,
          },
        },
        grants: {
          kind: 'records',
          help: 'Each time the person gave access that has not ended yet.',
          fields: {
            grantId: {
              kind: 'text',
              help: 'Goes back in the field grant_id to end it.',
              stock: '3f0c9e1e-6b1c-4f61-9f0e-2d1f6f1f0c55',
            },
            since: { kind: 'phrase', help: 'When it was given.', stock: say('common.at', { at: given }) },
            lastUsed: {
              kind: 'phrase',
              help: 'When the app last fetched tokens with it.',
              stock: say('common.at', { at: used }),
            },
            ends: { kind: 'phrase', help: 'When it ends.', stock: say('apps.ends', { date: ends }) },
          },
        },
        older: {
          kind: 'text',
          optional: true,
          help: 'How many older times there are at most that are not listed; they end with the app.',
          stock: '480',
        },
      },
    },
    action: { kind: 'address', help: 'Where the forms are posted.', stock: '/session/management' },
    csrf,
    accountUrl: { kind: 'address', help: "The page of the person's account.", stock: '/account' },
    signOutUrl: { kind: 'address', help: 'Signs out here.', stock: '/logout' },
  },
} as const satisfies PageDescriptor;
