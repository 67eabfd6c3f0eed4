import type { PageDescriptor } from '../page-model-descriptor.js';
import { appToGoBackTo, basePath, client, formTargets } from './page-variables.js';

/** The page before an app that is not trusted. */
export const leave = {
  help: 'Stands between this server and an app that is not trusted, when its request fails (RFC 9700 §4.11.2).',
  variables: {
    basePath,
    ...client,
    destination: { kind: 'text', help: 'Host that the way leads to, or the scheme of an app.', stock: 'app.example' },
    errorCode: { kind: 'text', help: 'Code of the error the app will be told.', stock: 'invalid_scope' },
    reference: { kind: 'text', help: 'Finds this event in log and audit trail.', stock: '7K3M-Q9TX' },
    continueUrl: {
      kind: 'address',
      optional: true,
      help: 'The registered redirect URI with the error; absent where the app wants it posted.',
      stock: 'https://app.example/callback?error=invalid_scope',
    },
    action: {
      kind: 'address',
      optional: true,
      help: 'The registered redirect URI, where the app wants the error posted: in place of continueUrl.',
      stock: 'https://app.example/callback',
    },
    fields: {
      kind: 'records',
      help: 'Parameters of the error, where it is posted.',
      fields: {
        name: { kind: 'text', help: 'Name of the parameter.', stock: 'error' },
        value: { kind: 'text', help: 'Value of the parameter.', stock: 'invalid_scope' },
      },
    },
    formTargets,
  },
} as const satisfies PageDescriptor;

/** The page that posts an answer. */
export const formPost = {
  help: 'Hands the answer to the app by POST (OAuth 2.0 Form Post Response Mode).',
  variables: {
    basePath,
    redirectUri: { kind: 'address', help: 'The registered redirect URI.', stock: 'https://app.example/callback' },
    fields: {
      kind: 'records',
      help: 'Parameters of the answer.',
      fields: {
        name: { kind: 'text', help: 'Name of the parameter.', stock: 'code' },
        value: { kind: 'text', help: 'Value of the parameter.', stock: 'sample-code' },
      },
    },
    clientName: appToGoBackTo,
  },
} as const satisfies PageDescriptor;
