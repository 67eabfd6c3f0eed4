/** One field of a server definition, as its JSON has it; all of them are texts. */
interface DescribedField {
  /** One sentence, for the API's description. */
  readonly help: string;
  /** In characters. */
  readonly maxLength: number;
  /** Decides who is believed: whoever sets it could be anybody whom the server vouches for. */
  readonly believed?: true;
}

interface PlainField extends DescribedField {
  readonly kind:
    'text' | 'lines' | 'issuer' | 'web-address' | 'scopes' | 'name' | 'location' | 'keys' | 'script' | 'secret';
  /** Kept for exports, without any effect here. */
  readonly unused?: true;
}

interface ChoiceField extends DescribedField {
  readonly kind: 'choice';
  readonly values: readonly string[];
}

/** What a field of a definition may be. */
export type ServerField = PlainField | ChoiceField;

const webAddress = (help: string) => ({ kind: 'web-address', maxLength: 2048, help }) as const;
const endpoint = (help: string) => ({ ...webAddress(help), believed: true }) as const;
const script = (help: string) => ({ kind: 'script', maxLength: 200_000, help }) as const;

/**
 * The fields of a definition of an OpenID Connect server, in the order in which they are written (reference of the product, 6 and 18.2). Reader,
 * writer, checks and the API's description all go by this table. `nodeId`, `moduleId`, `pid`, `version` and `archivedAt` are beside it.
 */
export const serverFields = {
  name: { kind: 'text', maxLength: 200, help: 'Shown where people choose a server.' },
  issuer: {
    kind: 'issuer',
    believed: true,
    maxLength: 2048,
    help: 'What its tokens have as iss, with a trailing slash or without; those written here make no difference.',
  },
  validationJwkText: {
    kind: 'keys',
    believed: true,
    maxLength: 100_000,
    help: 'A JWK or a JWK set of public keys: its tokens must verify with one of them. Without it keys are discovered.',
  },
  validationJwkFile: {
    kind: 'location',
    believed: true,
    maxLength: 500,
    help: 'The same as a file, like classpath:hospital.jwks.',
  },
  tokenIntrospectionClientId: { kind: 'text', believed: true, maxLength: 200, help: 'Our client id at that server.' },
  tokenIntrospectionClientSecret: {
    kind: 'secret',
    maxLength: 512,
    help: 'Its secret, 9 to 512 characters; shown as `***`, which leaves it as it is.',
  },
  clientAuthenticationMode: {
    kind: 'choice',
    maxLength: 50,
    values: ['NONE', 'CLIENT_SECRET_BASIC', 'CLIENT_SECRET_FORM', 'PRIVATE_KEY_JWT'],
    help: 'How this server authenticates itself there; not set = by Basic where there is a secret.',
  },
  federationRegistrationId: {
    kind: 'name',
    believed: true,
    maxLength: 100,
    help: 'Its place in the paths of federated sign-in; made by the server where it is missing.',
  },
  federationRequestScopes: {
    kind: 'scopes',
    maxLength: 2000,
    help: 'Scopes asked for, separated by spaces; not set = openid profile.',
  },
  federationAuthorizationUrl: endpoint('Authorization endpoint, where it is not to be discovered.'),
  federationTokenUrl: endpoint('Token endpoint, where it is not to be discovered.'),
  federationUserInfoUrl: endpoint('Userinfo endpoint, where it is not to be discovered.'),
  federationJwkSetUrl: endpoint('Key set, where it is not to be discovered.'),
  federationAuthScriptText: script('Script with onAuthenticateSuccess.'),
  federationUserMappingScriptText: script('Script with getUserName.'),
  sourceFhirEndpointUrl: { ...webAddress('Payer to payer: FHIR endpoint of the other side.'), unused: true },
  customTokenParameters: {
    kind: 'lines',
    maxLength: 10_000,
    help: 'Payer to payer: further parameters of the token request.',
    unused: true,
  },
  responseType: { kind: 'text', maxLength: 200, help: 'Payer to payer: response type.', unused: true },
  organizationId: { kind: 'text', maxLength: 200, help: 'Payer to payer: the organisation.', unused: true },
  wellKnownEndpoint: { ...endpoint('Payer to payer: the discovery document.'), unused: true },
} as const satisfies Readonly<Record<string, ServerField>>;

/** Names of the fields. */
export type ServerFieldName = keyof typeof serverFields;

/** The one field that is stored apart and never shown. */
export const SERVER_SECRET = 'tokenIntrospectionClientSecret' satisfies ServerFieldName;

/** Names of the fields that are stored as they are. */
export type ServerTextName = Exclude<ServerFieldName, typeof SERVER_SECRET>;

/** What a field holds. */
export type ServerValue<Name extends ServerTextName> = (typeof serverFields)[Name] extends {
  readonly values: readonly (infer Value)[];
}
  ? Value
  : string;

/** The table as a list, in its order. */
export const serverFieldEntries: readonly (readonly [ServerFieldName, ServerField])[] = Object.entries(
  serverFields,
) as [ServerFieldName, ServerField][];

/** The same without the secret. */
export const serverTextNames: readonly ServerTextName[] = serverFieldEntries
  .map(([name]) => name)
  .filter((name) => name !== SERVER_SECRET);
