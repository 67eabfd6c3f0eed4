import type { PageDescriptor, VariableDescriptors } from '../page-model-descriptor.js';
import { basePath, client, csrf, formTargets, interaction, passkeySignIn, selfCare } from './page-variables.js';
import { say } from '../../phrases.port.js';

/** A field of a definition that skins may show although our page does not. */
const field = (help: string, stock: string) => ({ kind: 'text', optional: true, help, stock }) as const;

/** Every field of a server definition that is no secret, script or key, and the way there (ruling 8; reference of the product, 6 and 10.3). */
const serverFields = {
  pid: { kind: 'number', help: 'Number of the definition.', stock: 7 },
  nodeId: { kind: 'text', help: 'Node of its module.', stock: 'Master' },
  moduleId: { kind: 'text', help: 'Module that federates with it.', stock: 'smart_auth' },
  name: { kind: 'text', help: 'Its name for people; its issuer where it has none.', stock: 'Hospital staff' },
  issuer: {
    kind: 'text',
    help: 'Its issuer, as the definition has it.',
    stock: 'https://idp.example.org/realms/staff',
  },
  federationRegistrationId: { kind: 'text', help: 'Its place in the paths of sign-in.', stock: 'hospital' },
  loginUrl: {
    kind: 'address',
    help: 'Where the sign-in there starts; a link is enough.',
    stock: '/oauth2/authorization/hospital?interaction=sample-interaction',
  },
  federationRequestScopes: field('Scopes asked for.', 'openid profile'),
  federationAuthorizationUrl: field('Its authorization endpoint.', 'https://idp.example.org/realms/staff/auth'),
  federationTokenUrl: field('Its token endpoint.', 'https://idp.example.org/realms/staff/token'),
  federationUserInfoUrl: field('Its userinfo endpoint.', 'https://idp.example.org/realms/staff/userinfo'),
  federationJwkSetUrl: field('Its key set.', 'https://idp.example.org/realms/staff/certs'),
  tokenIntrospectionClientId: field('Our client id there.', 'gatehouse'),
  clientAuthenticationMode: field('How this server authenticates itself there.', 'CLIENT_SECRET_BASIC'),
  sourceFhirEndpointUrl: field('Payer to payer: FHIR endpoint of the other side.', 'https://payer.example/fhir'),
  responseType: field('Payer to payer: response type.', 'code id_token token'),
  organizationId: field('Payer to payer: the organisation.', 'organization-1'),
  wellKnownEndpoint: field('Payer to payer: the discovery document.', 'https://payer.example/.well-known/smart'),
} as const satisfies VariableDescriptors;

/** The page on which people choose where to sign in. */
export const chooseServer = {
  help: 'Asks at which server people want to sign in (federated sign-in with several servers, or after a try that failed).',
  variables: {
    basePath,
    ...client,
    servers: {
      kind: 'records',
      help: 'The servers, by name; empty where none is defined.',
      fields: serverFields,
    },
    samlUrl: {
      kind: 'address',
      optional: true,
      help: 'Where the sign-in at the SAML identity provider starts; absent where SAML is off.',
      stock: '/saml2/authenticate/SMILECDR?interaction=sample-interaction',
    },
    samlName: {
      kind: 'text',
      optional: true,
      help: 'What that provider is called.',
      stock: 'Single sign-on',
    },
    error: {
      kind: 'phrase',
      optional: true,
      help: 'Why the last attempt failed.',
      stock: say('sign-in.problem.service-unavailable'),
      skinName: 'errorMessage',
    },
    localSignIn: {
      kind: 'flag',
      optional: true,
      help: 'Whether people may sign in here as well, by user name and password.',
      stock: true,
    },
    action: { kind: 'address', help: 'Where the form with the password is posted.', stock: '/authenticate' },
    csrf,
    interaction,
    username: { kind: 'text', help: 'User name to start with (login_hint), or empty.', stock: '' },
    ...selfCare,
    passkey: passkeySignIn,
    formTargets,
  },
} as const satisfies PageDescriptor;
