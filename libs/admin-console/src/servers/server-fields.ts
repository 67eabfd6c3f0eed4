import { plainOptions, type FieldSpec } from '../editing/field-spec.js';

const IDENTITY = 'Identity';
const TRUST = 'Whose tokens count';
const THERE = 'This server as its client';
const SIGN_IN = 'Federated sign-in';
const SCRIPTS = 'Scripts';
const KEPT = 'Kept for the product';
const modes = plainOptions(['NONE', 'CLIENT_SECRET_BASIC', 'CLIENT_SECRET_FORM', 'PRIVATE_KEY_JWT']);

/** Fields of a server definition (reference 6). */
export const serverFields: readonly FieldSpec[] = [
  {
    name: 'name',
    label: 'Name',
    kind: 'text',
    section: IDENTITY,
    help: 'What people read where they choose a server.',
    example: 'Hospital sign-in',
  },
  {
    ...{ name: 'issuer', label: 'Issuer', kind: 'text', section: IDENTITY, example: 'https://idp.example.org' },
    help: 'Base URL of the server, the iss of its tokens. Trailing slashes make no difference.',
    reference: 'OpenID Connect Discovery 1.0 §4',
  },
  {
    ...{ name: 'wellKnownEndpoint', label: 'Discovery document', kind: 'text', section: IDENTITY, isAdvanced: true },
    help: 'Where its discovery document is, if elsewhere than its issuer says.',
  },
  {
    ...{ name: 'validationJwkText', label: 'Its keys', kind: 'code', section: TRUST },
    help: 'Public keys, as JWK or JWK Set: tokens must verify with them alone, and those that it publishes do not count.',
  },
  {
    ...{
      name: 'validationJwkFile',
      label: 'Its keys in a file',
      kind: 'text',
      section: TRUST,
      example: 'classpath:mykeyset.jwks',
    },
    help: 'The same in a file.',
  },
  {
    name: 'tokenIntrospectionClientId',
    label: 'Our client ID there',
    kind: 'text',
    section: THERE,
    help: 'As whom this server asks it.',
  },
  {
    ...{ name: 'tokenIntrospectionClientSecret', label: 'Our secret there', kind: 'secret', section: THERE },
    help: '9 to 512 characters; three stars stand for the one that is stored. With other addresses it has to be given anew. Empty: there is none.',
  },
  {
    name: 'clientAuthenticationMode',
    label: 'How we authenticate',
    kind: 'choice',
    options: modes,
    section: THERE,
    absent: 'by Basic where there is a secret',
    help: 'At its token and introspection endpoints.',
  },
  {
    name: 'federationRequestScopes',
    label: 'Scopes that are asked for',
    kind: 'text',
    section: SIGN_IN,
    absent: 'openid profile',
    help: 'Separated by spaces.',
  },
  {
    ...{
      name: 'federationRegistrationId',
      label: 'Registration id',
      kind: 'text',
      section: SIGN_IN,
      isAdvanced: true,
      absent: 'made by this server',
    },
    help: 'Its name in the addresses of a federated sign-in.',
  },
  {
    name: 'federationAuthorizationUrl',
    label: 'Authorization endpoint',
    kind: 'text',
    section: SIGN_IN,
    isAdvanced: true,
    help: 'Where discovery is not to be asked.',
  },
  {
    name: 'federationTokenUrl',
    label: 'Token endpoint',
    kind: 'text',
    section: SIGN_IN,
    isAdvanced: true,
    help: 'Where discovery is not to be asked.',
  },
  {
    name: 'federationUserInfoUrl',
    label: 'Userinfo endpoint',
    kind: 'text',
    section: SIGN_IN,
    isAdvanced: true,
    help: 'Where discovery is not to be asked.',
  },
  {
    name: 'federationJwkSetUrl',
    label: 'Address of its keys',
    kind: 'text',
    section: SIGN_IN,
    isAdvanced: true,
    help: 'Where discovery is not to be asked.',
  },
  {
    name: 'federationAuthScriptText',
    label: 'onAuthenticateSuccess',
    kind: 'code',
    section: SCRIPTS,
    help: 'Runs after a sign-in there, and says what the person may do here. By superusers alone.',
  },
  {
    name: 'federationUserMappingScriptText',
    label: 'getUserName',
    kind: 'code',
    section: SCRIPTS,
    help: 'Says whose account it is. By superusers alone.',
  },
  ...['sourceFhirEndpointUrl', 'customTokenParameters', 'responseType', 'organizationId'].map((name): FieldSpec => ({
    ...{ name, label: name, kind: 'text', section: KEPT, isAdvanced: true },
    help: 'Kept for the product; without effect here.',
  })),
];
