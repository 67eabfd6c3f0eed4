import type { PageDescriptor } from '../page-model-descriptor.js';
import { basePath } from './page-variables.js';
import { say } from '../../phrases.port.js';

/** The error page. */
export const error = {
  help: 'Says what went wrong where the app cannot be told (RFC 6749 §4.1.2.1), and on invalid links.',
  variables: {
    basePath,
    statusCode: { kind: 'number', help: 'HTTP status.', stock: 400 },
    statusTitle: { kind: 'phrase', help: 'Name of the status, such as Not Found.', stock: say('status.400') },
    uri: { kind: 'text', help: 'Path that was asked for; no query.', stock: '/oauth/authorize' },
    message: {
      kind: 'phrase',
      help: 'What went wrong, one sentence of a fixed catalogue.',
      stock: say('failure.redirect-uri', { description: 'redirect_uri is not registered for this client.' }),
    },
    parameter: { kind: 'text', optional: true, help: 'The parameter at fault.', stock: 'redirect_uri' },
    reference: { kind: 'text', help: 'Finds this event in log and audit trail.', stock: '7K3M-Q9TX' },
    restartUrl: { kind: 'address', optional: true, help: 'Where to start again.', stock: '/signin' },
    clientName: {
      kind: 'text',
      optional: true,
      help: 'Name of the app that the request is about, or its id; absent where no app is known.',
      stock: 'Growth Chart',
      skinName: 'client_name',
    },
    answered: {
      kind: 'flag',
      optional: true,
      help: 'Whether nothing is wrong: the person answered before, and the app has the answer.',
      stock: false,
    },
    appUrl: {
      kind: 'address',
      optional: true,
      help: 'Where the app is to be found again, after a request that was answered before.',
      stock: 'https://app.example/',
    },
  },
} as const satisfies PageDescriptor;
