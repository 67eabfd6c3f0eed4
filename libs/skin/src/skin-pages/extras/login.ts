import { logoUri, maybe } from './extra-variables.js';
import { extras } from './page-extras.js';

/** The sign-in page. */
export const login = extras<'sign-in'>()(
  {
    loginHint: maybe('User name to start with, as the app or the last try had it.', 'adams'),
    tfaEnabled: {
      kind: 'flag',
      optional: true,
      help: 'Null: whether a second factor follows depends on the person.',
      stock: true,
    },
    selfRegistrationEnabled: { kind: 'flag', help: 'Whether people can make their own account.', stock: true },
    federatedServers: {
      kind: 'texts',
      help: 'Empty: with sign-in services the page is the choice between them.',
      stock: [],
    },
    logoUri,
  },
  ({ username, registerUrl }) => ({
    loginHint: username || undefined,
    tfaEnabled: undefined,
    selfRegistrationEnabled: registerUrl !== undefined,
    federatedServers: [],
    logoUri: undefined,
  }),
);
