import type { PageDescriptor } from '../page-model-descriptor.js';
import {
  basePath,
  client,
  csrf,
  formTargets,
  interaction,
  newPasskeyOptions,
  passkeyOptions,
} from './page-variables.js';
import { say } from '../../phrases.port.js';

/** What the pages of the second factor have in common. */
const form = {
  basePath,
  ...client,
  action: { kind: 'address', help: 'Where the form is posted, with the field `code`.', stock: '/signin/second-factor' },
  csrf,
  interaction,
  error: {
    kind: 'phrase',
    optional: true,
    help: 'Why the last code was not taken, one sentence of a fixed catalogue.',
    stock: say('second-factor.problem.code'),
    skinName: 'errorMessage',
  },
  formTargets,
} as const;

/** The second part of a sign-in. */
export const secondFactor = {
  help: 'Asks for a code of the authenticator app, or for a recovery code; both are posted as `code`. A passkey is posted as `credential`. `cancel=true` gives the sign-in up.',
  variables: {
    ...form,
    recovers: { kind: 'flag', help: 'Whether a recovery code is asked for.', stock: false },
    hasApp: { kind: 'flag', help: 'Whether the person has an authenticator app.', stock: true },
    isAgain: {
      kind: 'flag',
      help: 'Whether the person is signed in already, and proves it once more before a change.',
      stock: false,
    },
    passkey: {
      kind: 'record',
      optional: true,
      help: 'What asks for a passkey; missing where the person has none that works here.',
      fields: { options: passkeyOptions },
    },
    otherUrl: {
      kind: 'address',
      optional: true,
      help: 'The same page for recovery codes, or from there back; missing where there is nothing else.',
      stock: '/signin/second-factor?method=recovery',
    },
  },
} as const satisfies PageDescriptor;

/** How an authenticator app learns a key. */
const key = {
  keyText: {
    kind: 'text',
    help: 'The key as it is typed, in groups of four.',
    stock: 'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
  },
  keyUri: {
    kind: 'address',
    help: 'The key for apps on this very device, and what the QR code says.',
    stock: 'otpauth://totp/Gatehouse:adams?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Gatehouse',
  },
  issuer: { kind: 'text', help: 'How the app names this server.', stock: 'Gatehouse' },
  account: { kind: 'text', help: 'How the app names the person.', stock: 'adams' },
} as const;

/** Where an authenticator app is set up. */
export const secondFactorEnrolment = {
  help: 'Shows the key for an authenticator app and asks for a code of it, posted as `code`. A passkey in its place is posted as `credential`. `cancel=true` gives up.',
  variables: {
    ...form,
    ...key,
    asksPassword: {
      kind: 'flag',
      help: 'Whether the person has to enter their password as well, posted as `current_password`.',
      stock: false,
    },
    passkey: {
      kind: 'record',
      optional: true,
      help: 'What makes a passkey in place of the app; missing where that is not offered.',
      fields: { options: newPasskeyOptions },
    },
    isDemanded: {
      kind: 'flag',
      help: 'Whether the person has to do so before they can go on.',
      stock: true,
    },
  },
} as const satisfies PageDescriptor;

/** What lets somebody in who has lost their phone. */
export const recoveryCodes = {
  help: 'Shows new recovery codes, until the person says that they have them, and for five minutes at most. Posting the form says so.',
  variables: {
    basePath,
    ...client,
    codes: {
      kind: 'texts',
      help: 'The codes. Each lets the person in once.',
      stock: ['abcd-efgh-jkmn', 'pqrs-tuvw-xyz2', '3456-789a-bcde', 'fghj-kmnp-qrst'],
    },
    account: { kind: 'text', help: 'Whose they are.', stock: 'adams' },
    issuer: { kind: 'text', help: 'How the authenticator app names this server.', stock: 'Gatehouse' },
    action: { kind: 'address', help: 'Where the form is posted.', stock: '/signin/recovery-codes' },
    csrf,
    interaction,
    formTargets,
    continueUrl: {
      kind: 'address',
      help: 'Where the person goes on, for skins without the form: the codes are then shown again to who comes back.',
      stock: '/account',
    },
  },
} as const satisfies PageDescriptor;
