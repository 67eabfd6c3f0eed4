// What several pages are given, each described once.

import { say } from '../../phrases.port.js';

/** Every page knows where the server is. */
export const basePath = {
  kind: 'text',
  help: 'Context path of the server, empty at the root. Put it in front of every link: {basePath}/resources/….',
  stock: '',
} as const;

/** The app that a page is about. */
export const client = {
  clientId: { kind: 'text', help: 'Id of the app that is asking.', stock: 'growth-chart', skinName: 'client_id' },
  clientName: {
    kind: 'text',
    help: 'Name of the app that is asking; its id where it has no name.',
    stock: 'Growth Chart',
    fallback: 'clientId',
    orPhrase: true,
    skinName: 'client_name',
  },
} as const;

/** The app that a person came from. */
export const appToGoBackTo = {
  kind: 'text',
  optional: true,
  help: 'Name of the app to go back to.',
  stock: 'Growth Chart',
  skinName: 'client_name',
} as const;

/** What protects a form. */
export const csrf = {
  kind: 'record',
  help: 'Hidden field that every POST form must carry.',
  skinName: '_csrf',
  fields: {
    parameterName: { kind: 'text', help: 'Name of the field.', stock: '_csrf' },
    token: { kind: 'text', help: 'Value of the field.', stock: 'sample-csrf-token' },
  },
} as const;

/** The request that a form answers. */
export const interaction = {
  kind: 'text',
  help: 'Handle of the request being answered; goes back in the hidden field `interaction` (ruling 58).',
  stock: 'sample-interaction',
} as const;

/** Where a form may lead. */
export const formTargets = {
  kind: 'texts',
  help: 'Where a form may end up besides this server: redirect URIs, origins or schemes. Not printed; they become form-action sources.',
  stock: ['https://app.example/callback'],
} as const;

/** Who is signed in. */
export const person = {
  kind: 'record',
  help: 'Who is signed in.',
  skinName: '#authentication.principal',
  fields: {
    username: { kind: 'text', help: 'User name.', stock: 'adams' },
    familyName: { kind: 'text', help: 'Family name; may be empty.', stock: 'Adams' },
    givenName: { kind: 'text', help: 'Given name; may be empty.', stock: 'Maria' },
    email: { kind: 'text', optional: true, help: 'E-mail address, where one is known.', stock: 'adams@clinic.example' },
    authorities: {
      kind: 'texts',
      optional: true,
      help: 'Permissions of the person here, without what limits them.',
      stock: ['ROLE_FHIR_CLIENT'],
    },
  },
} as const;

/** What a browser is told that asks for a passkey; the built-in script hands it on and sends the answer as `credential`. */
export const passkeyOptions = {
  kind: 'text',
  help: 'Options of the browser, as JSON (PublicKeyCredentialRequestOptionsJSON, or …CreationOptionsJSON for a new one).',
  stock: '{"challenge":"c2FtcGxl","rpId":"localhost","allowCredentials":[],"userVerification":"required"}',
} as const;

/** The same for a new one. */
export const newPasskeyOptions = {
  ...passkeyOptions,
  stock:
    '{"challenge":"c2FtcGxl","rp":{"id":"localhost","name":"Gatehouse"},"user":{"id":"YWRhbXM","name":"adams","displayName":"Maria Adams"},"pubKeyCredParams":[{"type":"public-key","alg":-7}],"excludeCredentials":[],"attestation":"none"}',
} as const;

/** The way in without a password. */
export const passkeySignIn = {
  kind: 'record',
  optional: true,
  help: 'Sign-in by a passkey; missing where that is not offered.',
  fields: {
    action: {
      kind: 'address',
      help: 'Where the answer is posted as `credential`, with `interaction`.',
      stock: '/signin/passkey',
    },
    options: passkeyOptions,
  },
} as const;

/** For those who cannot sign in yet, on every page where people sign in. */
export const selfCare = {
  notice: {
    kind: 'phrase',
    optional: true,
    help: 'What went well just before, one sentence of a fixed catalogue.',
    stock: say('sign-in.notice.password-changed'),
  },
  forgotPasswordUrl: {
    kind: 'address',
    optional: true,
    help: 'Where those go on who forgot their password; missing where that is not offered.',
    stock: '/forgot-password',
  },
  registerUrl: {
    kind: 'address',
    optional: true,
    help: 'Where those go on who have no account; missing where nobody makes their own.',
    stock: '/register',
  },
} as const;
