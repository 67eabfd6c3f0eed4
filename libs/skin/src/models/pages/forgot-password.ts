import { sentences } from '#protocol/phrase';
import type { PageDescriptor } from '../page-model-descriptor.js';
import { basePath, client, csrf, interaction } from './page-variables.js';
import { say } from '../../phrases.port.js';

const error = {
  kind: 'phrase',
  optional: true,
  help: 'What is wrong with the last answer, one sentence.',
  stock: say('forgot.problem.over'),
  skinName: 'errorMessage',
} as const;

const common = {
  basePath,
  ...client,
  csrf,
  interaction,
  error,
  signInUrl: { kind: 'address', help: 'Back to the sign-in.', stock: '/signin' },
} as const;

const reset = {
  kind: 'text',
  help: 'Handle of this way to a new password; goes back in the hidden field `reset`.',
  stock: 'sample-reset',
} as const;

/** Who has forgotten a password. */
export const forgotPasswordStep1 = {
  help: 'Asks for the user name or the e-mail address (field `username`) to which a code is sent (product: forgot_password_step1).',
  variables: {
    ...common,
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/forgot-password' },
    username: { kind: 'text', help: 'What to start with, or empty.', stock: 'adams' },
  },
} as const satisfies PageDescriptor;

/** The code of the mail. */
export const forgotPasswordStep2 = {
  help: 'Asks for the six digits of the mail (field `code`; product: forgot_password_step2).',
  variables: {
    ...common,
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/forgot-password/code' },
    reset,
    againUrl: { kind: 'address', help: 'Asks for another code.', stock: '/forgot-password' },
  },
} as const satisfies PageDescriptor;

/** The new password. */
export const forgotPasswordStep3 = {
  help: 'Asks for the new password (fields `new_password`, `repeated_password`; product: forgot_password_step3).',
  variables: {
    ...common,
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/forgot-password/new' },
    reset,
    hint: {
      kind: 'phrase',
      help: 'What the new password has to be.',
      stock: sentences(say('password.least', { count: 8 }), say('password.advice')),
      skinName: 'passwordRules',
    },
  },
} as const satisfies PageDescriptor;
