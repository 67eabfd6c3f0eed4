import type { PageDescriptor } from '../page-model-descriptor.js';
import { basePath, csrf, person } from './page-variables.js';

/** The person's own account: one record for each part of it that they can change. */
export const account = {
  help: 'Shows a person their account, and lets them change what they sign in with.',
  variables: {
    basePath,
    user: person,
    notice: {
      kind: 'text',
      optional: true,
      help: 'What came of the last answer, one sentence of a fixed catalogue.',
      stock: 'Your password is changed. You are signed out everywhere else, and apps have to ask you again.',
    },
    password: {
      kind: 'record',
      optional: true,
      help: 'The form for another password; missing where the person has none here, or may not change it.',
      fields: {
        action: { kind: 'address', help: 'Where the form is posted.', stock: '/account/password' },
        hint: {
          kind: 'text',
          help: 'What the new password has to be.',
          stock: 'At least 8 characters. Several words that do not belong together are good and easy to remember.',
        },
        problem: {
          kind: 'text',
          optional: true,
          help: 'What is wrong with the last answer, one sentence of a fixed catalogue or the message of the administrator.',
          stock: 'Your current password is not correct, or cannot be checked right now. Nothing was changed.',
        },
      },
    },
    secondFactor: {
      kind: 'record',
      optional: true,
      help: 'The authenticator app; missing where the person has none and may not set one up.',
      fields: {
        isActive: { kind: 'flag', help: 'Whether there is one.', stock: true },
        codesLeft: { kind: 'number', help: 'Recovery codes that were not used yet.', stock: 8 },
        setUpUrl: {
          kind: 'address',
          optional: true,
          help: 'Where another app is set up, or the first one; missing where the person may not.',
          stock: '/account/second-factor',
        },
        action: {
          kind: 'address',
          help: 'Where a code is posted as `code`, with `do=renew` for new recovery codes or `do=remove`.',
          stock: '/account/second-factor/change',
        },
        mayRemove: { kind: 'flag', help: 'Whether the person may do without.', stock: true },
        problem: {
          kind: 'text',
          optional: true,
          help: 'Why the last code was not taken, one sentence of a fixed catalogue.',
          stock: 'This code does not count.',
        },
      },
    },
    csrf,
    appsUrl: { kind: 'address', help: 'The page of connected apps.', stock: '/session/management' },
    signOutUrl: { kind: 'address', help: 'Signs out here.', stock: '/logout' },
  },
} as const satisfies PageDescriptor;
