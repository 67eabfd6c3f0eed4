import type { PageDescriptor } from '../page-model-descriptor.js';
import { basePath, client, csrf, formTargets, interaction, passkeySignIn, selfCare } from './page-variables.js';
import { say } from '../../phrases.port.js';

/** The sign-in page. */
export const signIn = {
  help: 'Asks for user name and password.',
  variables: {
    basePath,
    ...client,
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/authenticate' },
    csrf,
    interaction,
    username: { kind: 'text', help: 'User name to start with (login_hint), or empty.', stock: '' },
    error: {
      kind: 'phrase',
      optional: true,
      help: 'Why the last attempt failed.',
      stock: say('sign-in.problem.credentials'),
      skinName: 'errorMessage',
    },
    ...selfCare,
    scopes: {
      kind: 'texts',
      optional: true,
      help: 'What the app asks for; missing where no app is behind the sign-in.',
      stock: ['openid', 'fhirUser', 'patient/*.rs'],
    },
    passkey: passkeySignIn,
    formTargets,
  },
} as const satisfies PageDescriptor;
