import { sentences } from '#protocol/phrase';
import type { PageDescriptor } from '../page-model-descriptor.js';
import { basePath, csrf, newPasskeyOptions, person } from './page-variables.js';
import { say } from '../../phrases.port.js';

/** A moment of the samples. */
const moment = (text: string) => say('common.at', { at: new Date(text) });

const proofUrl = {
  kind: 'address',
  optional: true,
  help: 'Where the person proves once more who they are, before anything can be added or taken away; missing where they have just done so.',
  stock: '/account/proof',
} as const;

/** The person's own account: one record for each part of it that they can change. */
export const account = {
  help: 'Shows a person their account, and lets them change what they sign in with.',
  variables: {
    basePath,
    user: person,
    notice: {
      kind: 'phrase',
      optional: true,
      help: 'What came of the last answer, one sentence of a fixed catalogue.',
      stock: say('account.notice.password-changed'),
    },
    password: {
      kind: 'record',
      optional: true,
      help: 'The form for another password; missing where the person has none here, or may not change it.',
      fields: {
        action: { kind: 'address', help: 'Where the form is posted.', stock: '/account/password' },
        hint: {
          kind: 'phrase',
          help: 'What the new password has to be.',
          stock: sentences(say('password.least', { count: 8 }), say('password.advice')),
        },
        problem: {
          kind: 'phrase',
          optional: true,
          help: 'What is wrong with the last answer, one sentence of a fixed catalogue or the message of the administrator.',
          stock: say('password.current.wrong'),
        },
      },
    },
    secondFactor: {
      kind: 'record',
      optional: true,
      help: 'The authenticator app and the recovery codes; missing where the person has no second factor and may not set one up.',
      fields: {
        isActive: { kind: 'flag', help: 'Whether there is a second factor, of whatever kind.', stock: true },
        hasApp: { kind: 'flag', help: 'Whether there is an app.', stock: true },
        codesLeft: { kind: 'number', help: 'Recovery codes that were not used yet.', stock: 8 },
        setUpUrl: {
          kind: 'address',
          optional: true,
          help: 'Where another app is set up, or the first one; missing where the person may not.',
          stock: '/account/second-factor',
        },
        action: {
          kind: 'address',
          help: 'Where a change is posted: `do=renew` for new recovery codes, or `do=remove`.',
          stock: '/account/second-factor/change',
        },
        mayRemove: { kind: 'flag', help: 'Whether the person may do without the app.', stock: true },
        proofUrl,
      },
    },
    passkeys: {
      kind: 'record',
      optional: true,
      help: 'Passkeys; missing where the person has none and may not add one.',
      fields: {
        list: {
          kind: 'records',
          help: 'Those that there are, the oldest first.',
          fields: {
            id: { kind: 'text', help: 'What stands for it in the forms.', stock: 'b7a9f6f2' },
            label: { kind: 'text', help: 'What its owner calls it.', stock: 'Work laptop' },
            added: {
              kind: 'phrase',
              help: 'When it was added, with the time zone.',
              stock: moment('2026-03-03T09:12:00Z'),
            },
            lastUsed: {
              kind: 'phrase',
              optional: true,
              help: 'When it was used last; missing where it never was.',
              stock: moment('2026-03-09T08:01:00Z'),
            },
            isSynced: { kind: 'flag', help: 'Whether other devices of the person have it, too.', stock: true },
            mayRemove: { kind: 'flag', help: 'Whether the person may do without it.', stock: true },
          },
        },
        isEnough: {
          kind: 'flag',
          help: 'Whether people can sign in by a passkey alone, without a password.',
          stock: true,
        },
        action: {
          kind: 'address',
          help: 'Where a change is posted: `id` with `do=rename` and `label`, or with `do=remove`.',
          stock: '/account/passkeys/change',
        },
        addAction: {
          kind: 'address',
          optional: true,
          help: 'Where a new one is posted as `credential`, with its name as `label`; missing where the person may not, or has to prove first who they are.',
          stock: '/account/passkeys',
        },
        asksPassword: {
          kind: 'flag',
          help: 'Whether the person has to enter their password for it, posted as `current_password`.',
          stock: false,
        },
        proofUrl,
        options: newPasskeyOptions,
        problem: {
          kind: 'phrase',
          optional: true,
          help: 'Why the last one was not added, one sentence of a fixed catalogue.',
          stock: say('second-factor.problem.passkey'),
        },
      },
    },
    csrf,
    appsUrl: { kind: 'address', help: 'The page of connected apps.', stock: '/session/management' },
    signOutUrl: { kind: 'address', help: 'Signs out here.', stock: '/logout' },
  },
} as const satisfies PageDescriptor;
