import type { PageDescriptor } from '../page-model-descriptor.js';
import { basePath, client, csrf, formTargets, interaction } from './page-variables.js';

/** What the pages of the second factor have in common. */
const form = {
  basePath,
  ...client,
  action: { kind: 'address', help: 'Where the form is posted, with the field `code`.', stock: '/signin/second-factor' },
  csrf,
  interaction,
  error: {
    kind: 'text',
    optional: true,
    help: 'Why the last code was not taken, one sentence of a fixed catalogue.',
    stock: 'This code does not count.',
    skinName: 'errorMessage',
  },
  formTargets,
} as const;

/** The second part of a sign-in. */
export const secondFactor = {
  help: 'Asks for a code of the authenticator app, or for a recovery code; both are posted as `code`. `cancel=true` gives the sign-in up.',
  variables: {
    ...form,
    recovers: { kind: 'flag', help: 'Whether a recovery code is asked for.', stock: false },
    otherUrl: {
      kind: 'address',
      help: 'The same page for the other kind of code.',
      stock: '/signin/second-factor?method=recovery',
    },
  },
} as const satisfies PageDescriptor;
