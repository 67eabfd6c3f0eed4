import type { PageDescriptor } from '../page-model-descriptor.js';
import { appToGoBackTo, basePath, csrf, formTargets } from './page-variables.js';

/** The question before a sign-out. */
export const logoutConfirm = {
  help: 'Asks before somebody is signed out by a link of another site (ruling 45).',
  variables: {
    basePath,
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/logout' },
    csrf,
    username: { kind: 'text', optional: true, help: 'Who is signed in.', stock: 'adams' },
    hidden: {
      kind: 'records',
      help: 'Fields to be posted back unchanged.',
      fields: {
        name: { kind: 'text', help: 'Name of the field.', stock: 'state' },
        value: { kind: 'text', help: 'Value of the field.', stock: 'sample-state' },
      },
    },
    formTargets: { ...formTargets, optional: true },
  },
} as const satisfies PageDescriptor;

/** The page after a sign-out. */
export const loggedOut = {
  help: 'Confirms that the person is signed out.',
  variables: {
    basePath,
    continueUrl: { kind: 'address', optional: true, help: 'Where to go on.', stock: 'https://app.example/bye' },
    clientName: appToGoBackTo,
    uncheckedSite: {
      kind: 'text',
      optional: true,
      help: 'Where an app is not trusted: host that the way on leads to, or the scheme of an app.',
      stock: 'app.example',
    },
  },
} as const satisfies PageDescriptor;
