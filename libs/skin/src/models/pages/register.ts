import { sentences } from '#protocol/phrase';
import type { PageDescriptor } from '../page-model-descriptor.js';
import { basePath, client, csrf, interaction } from './page-variables.js';
import { say } from '../../phrases.port.js';

const common = {
  basePath,
  ...client,
  csrf,
  interaction,
  error: {
    kind: 'phrase',
    optional: true,
    help: 'What is wrong with the last answer, one sentence.',
    stock: say('code.wrong'),
    skinName: 'errorMessage',
  },
  signInUrl: { kind: 'address', help: 'Back to the sign-in.', stock: '/signin' },
} as const;

/** Who wants an account. */
export const registerStep1 = {
  help: 'Asks who wants an account (fields `email`, `given_name`, `family_name`; product: userregister_step1).',
  variables: {
    ...common,
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/register' },
    email: { kind: 'text', help: 'What was entered, or empty.', stock: 'adams@clinic.example' },
    givenName: { kind: 'text', help: 'What was entered, or empty.', stock: 'Maria' },
    familyName: { kind: 'text', help: 'What was entered, or empty.', stock: 'Adams' },
  },
} as const satisfies PageDescriptor;

/** The code of the mail, and what the person signs in by. */
export const registerStep2 = {
  help: 'Asks for the code of the mail, a user name and a password (fields `code`, `username`, `password`, `repeated_password`; product: userregister_step2).',
  variables: {
    ...common,
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/register/account' },
    registration: {
      kind: 'text',
      help: 'Handle of the registration; goes back in the hidden field `registration`.',
      stock: 'sample-registration',
    },
    proven: {
      kind: 'flag',
      help: 'Whether the code was entered already; the field `code` is not needed then.',
      stock: false,
    },
    username: { kind: 'text', help: 'What was entered, or empty.', stock: 'adams' },
    hint: {
      kind: 'phrase',
      help: 'What the password has to be.',
      stock: sentences(say('password.least', { count: 8 }), say('password.advice')),
      skinName: 'passwordRules',
    },
    againUrl: { kind: 'address', help: 'Begins again.', stock: '/register' },
  },
} as const satisfies PageDescriptor;
