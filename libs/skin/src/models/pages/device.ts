import type { PageDescriptor } from '../page-model-descriptor.js';
import { basePath, client, csrf } from './page-variables.js';
import { say } from '../../phrases.port.js';

/** Where a code is entered. */
export const deviceCode = {
  help: 'Asks for the code that a device shows (RFC 8628).',
  variables: {
    basePath,
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/device' },
    csrf,
    userCode: { kind: 'text', help: 'Code to start with, from the link, or empty.', stock: 'WDJB-MJHT' },
    error: {
      kind: 'phrase',
      optional: true,
      help: 'What is wrong with the code that was entered, one sentence of a fixed catalogue.',
      stock: say('device.problem.unknown'),
      skinName: 'errorMessage',
    },
  },
} as const satisfies PageDescriptor;

/** Where a device is allowed. */
export const deviceConfirm = {
  help: 'Tells which app the device runs, and warns of codes that came from strangers (RFC 8628 §5.4).',
  variables: {
    basePath,
    ...client,
    action: {
      kind: 'address',
      help: 'Where the form is posted, with confirmed=true, or refused=true where it is not the person’s device.',
      stock: '/device',
    },
    csrf,
    userCode: { kind: 'text', help: 'The code as the device shows it.', stock: 'WDJB-MJHT' },
  },
} as const satisfies PageDescriptor;

/** The end of the way from a device. */
export const deviceDone = {
  help: 'Sends the person back to the device after the answer.',
  variables: {
    basePath,
    ...client,
    allowed: { kind: 'flag', help: 'Whether the device gets access.', stock: true },
    reason: {
      kind: 'phrase',
      optional: true,
      help: 'Why it does not.',
      stock: say('failure.denied', { description: 'The app asks for a patient, and you have none.' }),
    },
  },
} as const satisfies PageDescriptor;
