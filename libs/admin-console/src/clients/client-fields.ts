import { ownFields } from '#protocol/client/own-fields';
import type { OwnField } from '#protocol/client/own-field';
import { plainOptions, type FieldSpec } from '../editing/field-spec.js';

const IDENTITY = 'Identity';
const SIGN_IN = 'Signing in and consent';
const SCOPES = 'Scopes';
const TOKENS = 'Tokens';
const AUTHENTICATION = 'How the app authenticates';
const RIGHTS = 'Rights of the app itself';
const MORE = 'Everything else';

/** What an app can ask tokens with, in the words of people. */
const grantTypes = [
  { value: 'AUTHORIZATION_CODE', label: 'Authorization code' },
  { value: 'REFRESH_TOKEN', label: 'Refresh token' },
  { value: 'CLIENT_CREDENTIALS', label: 'Client credentials' },
  { value: 'IMPLICIT', label: 'Implicit (old; advised against)' },
  { value: 'PASSWORD', label: 'Password (old; advised against)' },
  { value: 'JWT_BEARER', label: 'JWT bearer (CODAP)' },
  { value: 'DEVICE_CODE', label: 'Device code' },
  { value: 'TOKEN_EXCHANGE', label: 'Token exchange' },
];

/** Fields of the product's definition (reference 5.1). */
const productFields: readonly FieldSpec[] = [
  {
    ...{ name: 'clientId', label: 'Client ID', kind: 'text', section: IDENTITY, example: 'growth-chart' },
    help: 'Name by which the app presents itself. No spaces; it cannot be changed later.',
    reference: 'RFC 6749 §2.2',
  },
  {
    name: 'clientName',
    label: 'Name',
    kind: 'text',
    section: IDENTITY,
    help: 'What people read on sign-in and approval pages.',
    example: 'Growth Chart',
  },
  {
    name: 'enabled',
    label: 'Enabled',
    kind: 'flag',
    section: IDENTITY,
    help: 'Without it the app can do nothing, and its tokens do not count.',
  },
  {
    ...{ name: 'registeredRedirectUris', label: 'Redirect URIs', kind: 'lines', section: SIGN_IN },
    help: 'Where people are sent back to, one a line. Compared character by character; https, or http on the person’s own machine.',
    ...{ example: 'https://app.example.org/callback', reference: 'RFC 6749 §3.1.2, RFC 9700 §2.1' },
  },
  {
    name: 'allowedGrantTypes',
    label: 'Grant types',
    kind: 'choices',
    options: grantTypes,
    section: SIGN_IN,
    help: 'What the app may ask tokens with.',
    reference: 'RFC 6749 §1.3',
  },
  {
    name: 'alwaysRequireApproval',
    label: 'Always ask for approval',
    kind: 'flag',
    section: SIGN_IN,
    help: 'The approval page is shown at every sign-in.',
  },
  {
    name: 'rememberApprovedScopes',
    label: 'Remember approvals',
    kind: 'flag',
    section: SIGN_IN,
    help: 'An approval is kept, and only new scopes are asked for.',
  },
  {
    ...{ name: 'scopes', label: 'Scopes', kind: 'lines', section: SCOPES, example: 'patient/Observation.rs' },
    help: 'What the app may ask for, one a line. A wider one covers a narrower: patient/*.rs covers patient/Observation.rs. The scope builder explains and makes them.',
    reference: 'SMART App Launch 2.2 §3',
  },
  {
    name: 'autoApproveScopes',
    label: 'Approved without being shown',
    kind: 'lines',
    section: SCOPES,
    isAdvanced: true,
    help: 'People are not asked for these.',
  },
  {
    name: 'autoGrantScopes',
    label: 'Granted without being asked for',
    kind: 'lines',
    section: SCOPES,
    isAdvanced: true,
    help: 'The app gets these, whatever it asks for.',
  },
  {
    name: 'fixedScope',
    label: 'Always the full list',
    kind: 'flag',
    section: SCOPES,
    isAdvanced: true,
    help: 'The app gets its full list of scopes, whatever it asks for.',
  },
  {
    name: 'accessTokenValiditySeconds',
    label: 'Access token lifetime',
    kind: 'number',
    unit: 'seconds',
    section: TOKENS,
    absent: '300',
    help: 'How long an access token counts.',
  },
  {
    name: 'refreshTokenValiditySeconds',
    label: 'Refresh token lifetime',
    kind: 'number',
    unit: 'seconds',
    section: TOKENS,
    absent: '86400',
    help: 'How long a refresh token counts.',
  },
  {
    name: 'secretRequired',
    label: 'Must authenticate',
    kind: 'flag',
    section: AUTHENTICATION,
    help: 'The app has to show a secret or a signature with every token request. Without it, and without secrets and keys, it is a public app.',
  },
  {
    name: 'secretClientCanChange',
    label: 'May change its secret',
    kind: 'flag',
    section: AUTHENTICATION,
    isAdvanced: true,
    help: 'The app may call change-secret by itself.',
  },
  {
    name: 'jwksUrl',
    label: 'Address of its keys',
    kind: 'text',
    section: AUTHENTICATION,
    help: 'Where the app publishes its public keys, for private_key_jwt.',
    example: 'https://app.example.org/jwks.json',
    reference: 'RFC 7523 §3',
  },
  {
    name: 'publicJwks',
    label: 'Its keys',
    kind: 'code',
    section: AUTHENTICATION,
    help: 'The public keys themselves, a JWK Set. Never private ones.',
    reference: 'RFC 7517 §5',
  },
  {
    name: 'permissions',
    label: 'Permissions',
    kind: 'authorities',
    section: RIGHTS,
    help: 'What the app may do where it acts for itself (client credentials), one a line, with an argument behind a space where the permission needs one.',
    example: 'FHIR_READ_ALL_OF_TYPE Observation',
  },
  {
    name: 'canIntrospectOwnTokens',
    label: 'May introspect its own tokens',
    kind: 'flag',
    section: RIGHTS,
    isAdvanced: true,
    help: 'It may look at the tokens that it was issued.',
    reference: 'RFC 7662',
  },
  {
    name: 'canIntrospectAnyTokens',
    label: 'May introspect all tokens',
    kind: 'flag',
    section: RIGHTS,
    isAdvanced: true,
    help: 'It may look at everybody’s tokens: for FHIR servers.',
    reference: 'RFC 7662',
  },
];

/** Fields of ours (ruling 56), in a section of their own. */
const furtherFields: readonly FieldSpec[] = Object.entries<OwnField>(ownFields).map(([name, field]) => ({
  ...{ name, label: labelOf(name), section: MORE, isAdvanced: true },
  ...{ help: `${capital(field.help)}.`, absent: field.absent.replace(/`/g, '') },
  ...kindOf(field),
}));

/** All fields of a client but its secrets, which have a page of their own. */
export const clientFields: readonly FieldSpec[] = [...productFields, ...furtherFields];

function kindOf(field: OwnField) {
  switch (field.kind) {
    case 'flag':
      return { kind: 'switch' } as const;
    case 'seconds':
      return { kind: 'number', unit: 'seconds' } as const;
    case 'choice':
      return { kind: 'choice', options: plainOptions(field.values) } as const;
    case 'choices':
      return { kind: 'choices', options: plainOptions(field.values) } as const;
    case 'texts-by-name':
      return { kind: 'pairs' } as const;
    case 'text':
    case 'web-address':
      return { kind: 'text' } as const;
    default:
      return { kind: 'lines' } as const;
  }
}

/** `postLogoutRedirectUris` → `Post logout redirect URIs`. */
function labelOf(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return capital(
    words
      .replace(/\buri(s?)\b/g, 'URI$1')
      .replace(/\bjwt\b/g, 'JWT')
      .replace(/\bid\b/g, 'ID'),
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
