import { maybe } from './extra-variables.js';
import { extras } from './page-extras.js';

/** The page that asks for the second factor. */
export const secondFactor = extras<'second-factor'>()(
  {
    attemptsLeft: {
      kind: 'number',
      optional: true,
      help: 'Null: tries are counted for the account, and nobody is told.',
      stock: 3,
    },
    deliveryChannel: maybe('Null: codes come from an authenticator app, not by message.', 'a•••@clinic.example'),
  },
  () => ({ attemptsLeft: undefined, deliveryChannel: undefined }),
);
