import { clientAuthenticationMethods } from '../oauth2/client-authentication-method.js';
import { signingAlgorithms } from '../keys/signing-algorithm.js';
import { responseModes } from '../oauth2/response-mode.js';
import { listKinds, type ListKind, type OwnField, type ValueOf } from './own-field.js';

/** The fields of a client that the product does not have; they live in the same JSON object. Types, reading, checks and documentation derive from here. */
export const ownFields = {
  pkceRequired: {
    kind: 'flag',
    absent: "the module's `pkce.required`",
    help: 'for this confidential client; a public one always needs PKCE',
  },
  postLogoutRedirectUris: {
    kind: 'redirect-uris',
    absent: '`[]`',
    help: 'where RP-initiated logout may return to',
  },
  backchannelLogoutUri: {
    kind: 'web-address',
    absent: 'not told',
    help: 'where the app is told that a session has ended (OpenID Connect Back-Channel Logout)',
  },
  backchannelLogoutSessionRequired: {
    kind: 'flag',
    absent: '`false`',
    help: 'the app needs `sid` in that message; it is always there',
  },
  allowedOrigins: {
    kind: 'origins',
    absent: '`[]`',
    help: 'web origins that may call from a browser, besides those of the redirect URIs',
  },
  refreshTokenGraceSeconds: {
    kind: 'seconds',
    least: 0,
    most: 60,
    absent: "the module's `refresh_token.grace_seconds`",
    help: 'how long the predecessor of a fresh refresh token is accepted once more; 0 = never',
  },
  rotateRefreshTokens: {
    kind: 'flag',
    absent: "the module's `rotate_refresh_token_after_use`",
    help: "confidential clients only; a public client's tokens are always rotated",
  },
  highAssurance: {
    kind: 'flag',
    absent: '`false`',
    help: 'the FAPI 2.0 security profile: pushed requests, keys instead of secrets, bound tokens; see "High assurance"',
  },
  idTokenSignedResponseAlg: {
    kind: 'choice',
    values: signingAlgorithms,
    absent: "that of the keystore's first key",
    help: 'algorithm of its ID tokens, where the keystore has a key for it',
  },
  defaultMaxAge: {
    kind: 'seconds',
    least: 0,
    most: 2 ** 31 - 1,
    absent: 'any age',
    help: 'seconds after which a sign-in is too old for this app, where the request has no `max_age`',
  },
  secondFactorRequired: {
    kind: 'flag',
    absent: '`false`',
    help: 'people sign in to the app with a second factor only; who has none sets one up on the way. The password grant is refused, and so are refresh and token exchange where the sign-in behind them had one factor',
  },
  untrusted: {
    kind: 'flag',
    absent: '`false`',
    help: 'nobody has looked at the app: before an error or a logout sends the browser there, a page asks the person; permissions about the server are kept from it',
  },
  requirePushedAuthorizationRequests: {
    kind: 'flag',
    absent: '`false`',
    help: 'the app must push its authorization requests (RFC 9126), also where the module does not demand it of everybody',
  },
  dpopBoundAccessTokens: {
    kind: 'flag',
    absent: '`false`',
    help: 'the client must send a DPoP proof with every token request; its tokens are useless without its key (RFC 9449)',
  },
  tlsClientCertificateBoundAccessTokens: {
    kind: 'flag',
    absent: '`false`',
    help: 'the client must use its certificate for every token request; its tokens are useless without it (RFC 8705)',
  },
  requestUris: {
    kind: 'web-addresses',
    absent: '`[]`',
    help: 'where signed request objects are fetched (RFC 9101); `request_uri` must equal one of them exactly',
  },
  requestObjectSigningAlg: {
    kind: 'choice',
    values: signingAlgorithms,
    absent: 'any that fits its keys',
    help: 'the only algorithm of its request objects',
  },
  requireSignedRequestObject: {
    kind: 'flag',
    absent: '`false`',
    help: 'the app must sign its authorization requests (RFC 9101)',
  },
  untypedRequestObjects: {
    kind: 'flag',
    absent: '`false`',
    help: 'request objects may have no `typ` or `JWT`, as OpenID Connect clients from before RFC 9101 write them',
  },
  responseModes: {
    kind: 'choices',
    values: responseModes,
    absent: '`[]`',
    help: '`query`, `fragment`, `form_post`: how answers may travel to the redirect URI; empty = by any of them',
  },
  tokenEndpointAuthMethod: {
    kind: 'choice',
    values: clientAuthenticationMethods,
    absent: 'any it has the material for',
    help: '`client_secret_basic`, `client_secret_post`, `private_key_jwt`, `tls_client_auth`, `self_signed_tls_client_auth` or `none`: the only method by which it authenticates',
  },
  tlsClientAuthSubjectDn: {
    kind: 'text',
    maxLength: 1000,
    absent: '–',
    help: 'subject of its certificate as RFC 4514 writes it, last part first; `tls_client_auth` needs exactly one of these five',
  },
  tlsClientAuthSanDns: {
    kind: 'text',
    maxLength: 253,
    absent: '–',
    help: 'DNS name among the alternative names of its certificate',
  },
  tlsClientAuthSanUri: {
    kind: 'text',
    maxLength: 2048,
    absent: '–',
    help: 'URI among the alternative names of its certificate',
  },
  tlsClientAuthSanIp: {
    kind: 'text',
    maxLength: 45,
    absent: '–',
    help: 'IP address among the alternative names of its certificate',
  },
  tlsClientAuthSanEmail: {
    kind: 'text',
    maxLength: 320,
    absent: '–',
    help: 'email address among the alternative names of its certificate',
  },
  tokenEndpointAuthSigningAlg: {
    kind: 'choice',
    values: signingAlgorithms,
    absent: "the module's `client_assertion.signing_algorithms`",
    help: 'the only algorithm of its assertions, even where the module does not list it',
  },
  strictAssertionAudience: {
    kind: 'flag',
    absent: '`false`',
    help: 'assertions must have the issuer as `aud`, not the address of an endpoint',
  },
  applicationType: {
    kind: 'choice',
    values: ['web', 'native'],
    absent: 'not known',
    help: 'what kind of app registered itself',
  },
  clientUri: { kind: 'web-address', absent: 'none', help: 'page about the app, linked on the approval page' },
  policyUri: { kind: 'web-address', absent: 'none', help: "the app's privacy policy, linked on the approval page" },
  tosUri: { kind: 'web-address', absent: 'none', help: "the app's terms of service, linked on the approval page" },
  logoUri: { kind: 'web-address', absent: 'none', help: 'kept for other systems; never fetched and never shown' },
  contacts: { kind: 'texts', absent: '`[]`', help: 'whom to write to about the app' },
  softwareId: {
    kind: 'text',
    maxLength: 200,
    absent: 'none',
    help: 'what all installations of one software have in common',
  },
  softwareVersion: { kind: 'text', maxLength: 200, absent: 'none', help: 'version of that software' },
  initiateLoginUri: {
    kind: 'web-address',
    absent: 'none',
    help: 'where the app starts a sign-in that others ask for (OpenID Connect Core §4)',
  },
  tokenExchangeClients: {
    kind: 'texts',
    absent: '`[]`: itself alone',
    help: 'other clients that may exchange the access tokens of this one; those of another module as `module/client`',
  },
  codapIssuers: {
    kind: 'texts',
    absent: '`[]`: its own id, and defined servers whose keys sign its JWTs, too',
    help: '`iss` of the authorization JWTs that it may bring (CODAP), compared exactly: the organisations it speaks for',
  },
  scopeDescriptions: {
    kind: 'texts-by-name',
    absent: '`{}`',
    help: 'words for the approval page, by scope',
  },
  launchUrls: {
    kind: 'web-addresses',
    absent: '`[]`',
    help: 'pages by which an EHR opens the app; `POST /launch` answers with the first one, ready to be opened',
  },
  smartVersion: {
    kind: 'choice',
    values: ['1', '2', '2.2'],
    absent: '`2.2`',
    help: 'the SMART App Launch the app was written for; `fhirContext` is sent to `2.2` alone, earlier versions had other forms of it',
  },
} as const satisfies Readonly<Record<string, OwnField>>;

type Fields = typeof ownFields;

/** Fields that are empty where they are not set. */
type EmptyByDefault = {
  [Name in keyof Fields]: Fields[Name]['kind'] extends ListKind | 'texts-by-name' ? Name : never;
}[keyof Fields];

/** The values of our own fields; what is neither a list nor an object is absent where it is not set. */
export type OwnFields = { readonly [Name in EmptyByDefault]: ValueOf<Fields[Name]> } & {
  readonly [Name in Exclude<keyof Fields, EmptyByDefault>]?: ValueOf<Fields[Name]>;
};

/** The table, field by field. */
export const ownFieldEntries: readonly (readonly [name: string, field: OwnField])[] = Object.entries(ownFields);

/** None of the fields set: what a definition has that was stored before a field existed. */
export const noOwnFields = Object.fromEntries(
  ownFieldEntries.flatMap(([name, { kind }]) => {
    if (kind === 'texts-by-name') return [[name, {}]];
    return listKinds.includes(kind) ? [[name, []]] : [];
  }),
) as OwnFields;
