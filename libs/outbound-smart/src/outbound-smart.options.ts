import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  IsUrl,
  Matches,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { Property } from '#module-config/property.port';
import { clientSecretEncodings } from '#protocol/client/client-secret-encoding';
import { certificateFormats } from '#protocol/oauth2/certificate-header';
import { signingAlgorithms, type SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import { AreAddressRanges } from './address-ranges.js';
import { AreHttpAddresses, IsHttpBase } from './http-addresses.js';
import { AreOrigins } from './origins.js';

/** Those of FAPI 2.0 and ES384, which SMART clients have. */
const DPOP_ALGORITHMS: readonly SigningAlgorithm[] = ['ES256', 'ES384', 'PS256', 'EdDSA', 'Ed25519'];

/** A name for a level of assurance that fits into a list of them and into a challenge (RFC 9470 §3). */
const ACR_VALUE = /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/;

/** What an app may have that nobody has looked at: signing in, and reading the record of the person who uses it. */
const REGISTRATION_SCOPES = [
  'openid',
  'fhirUser',
  'profile',
  'launch',
  'launch/patient',
  'patient/*.rs',
  'online_access',
  'offline_access',
];

/**
 * Every property of a SMART outbound module that has an effect (product reference 11). Keys, defaults, units and help
 * are declared here and nowhere else (ruling 55).
 */
export class OutboundSmartOptions {
  @Property({
    key: 'port',
    help: 'Port of the listener; modules that share one are told apart by context_path.',
    default: 9200,
  })
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly port: number = 9200;

  @Property({ key: 'bind_address', help: 'Address the listener binds to.', default: '0.0.0.0' })
  @IsString()
  readonly bindAddress: string = '0.0.0.0';

  @Property({ key: 'context_path', help: 'Path below which this module answers.', default: '/', example: '/smartauth' })
  @Matches(/^(?!(.*\/)?\.\.?(\/|$))\/?[A-Za-z0-9._~-]*(\/[A-Za-z0-9._~-]+)*\/?$/, {
    message: 'may only hold path segments of letters, digits and ._~-, none of them . or ..',
  })
  readonly contextPath: string = '/';

  @Property({
    key: 'issuer.url',
    help: 'Outward URL of the module and `iss` of its tokens.',
    example: 'https://myserver:9200',
  })
  @IsUrl(
    {
      require_tld: false,
      protocols: ['https', 'http'],
      require_protocol: true,
      allow_fragments: false,
      allow_query_components: false,
    },
    { message: 'is no https or http address without query and fragment' },
  )
  readonly issuerUrl: string = '';

  @Property({
    key: 'openid.signing.keystore_id',
    help: 'Keystore that signs; made at the first start when it does not exist.',
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9_-]{1,100}$/, { message: 'may only hold letters, digits, _ and -' })
  readonly keystoreId?: string;

  @Property({
    key: 'openid.signing.jwks_file',
    help: 'JSON Web Key Set with private keys, as a file.',
    example: 'classpath:signing.jwks',
  })
  @IsOptional()
  @IsString()
  readonly signingJwksFile?: string;

  @Property({
    key: 'openid.signing.jwks_text',
    help: 'JSON Web Key Set with private keys, as JSON text.',
    secret: true,
  })
  @IsOptional()
  @IsString()
  readonly signingJwksText?: string;

  @Property({
    key: 'pkce.required',
    help: 'Demand PKCE of confidential clients too; public clients always need it.',
    default: true,
  })
  @IsBoolean()
  readonly pkceRequired: boolean = true;

  @Property({
    key: 'pkce.plain_challenge_supported',
    help: 'Accept the challenge method plain. Weaker than RFC 9700 asks for.',
    default: false,
  })
  @IsBoolean()
  readonly pkcePlainSupported: boolean = false;

  @Property({
    key: 'authorization_code.lifetime_seconds',
    help: 'How long a code may be redeemed.',
    unit: 'seconds',
    default: 60,
  })
  @IsInt()
  @Min(1)
  @Max(60)
  readonly codeLifetimeSeconds: number = 60;

  @Property({
    key: 'authorization_request.lifetime_minutes',
    help: 'How long a person may take to sign in and approve.',
    unit: 'minutes',
    default: 60,
  })
  @IsInt()
  @Min(1)
  @Max(1_440)
  readonly interactionLifetimeMinutes: number = 60;

  @Property({
    key: 'pushed_authorization_requests',
    help: 'Pushed authorization requests (RFC 9126): off, allowed, or required of every client.',
    default: 'allowed',
  })
  @IsIn(['off', 'allowed', 'required'])
  readonly pushedRequests: 'off' | 'allowed' | 'required' = 'allowed';

  @Property({
    key: 'pushed_authorization_requests.lifetime_seconds',
    help: 'How long a pushed request waits for the browser.',
    unit: 'seconds',
    default: 60,
  })
  @IsInt()
  @Min(5)
  @Max(600)
  readonly pushedRequestLifetimeSeconds: number = 60;

  @Property({
    key: 'rotate_refresh_token_after_use',
    help: 'Every use of a refresh token returns a new one.',
    default: true,
  })
  @IsBoolean()
  readonly rotateRefreshTokens: boolean = true;

  @Property({
    key: 'refresh_token.grace_seconds',
    help: 'How long a lost refresh answer may be asked for again; 0 = never.',
    unit: 'seconds',
    default: 10,
  })
  @IsInt()
  @Min(0)
  @Max(60)
  readonly refreshGraceSeconds: number = 10;

  @Property({
    key: 'password_grant.enabled',
    help: 'Offer the password grant to clients that list PASSWORD. Insecure: the app sees the password (RFC 9700 forbids it).',
    default: false,
  })
  @IsBoolean()
  readonly passwordGrantEnabled: boolean = false;

  @Property({
    key: 'implicit.enabled',
    help: 'Answer with tokens at once where the client lists IMPLICIT and its own pkceRequired is false. Insecure (RFC 9700).',
    default: false,
  })
  @IsBoolean()
  readonly implicitEnabled: boolean = false;

  @Property({
    key: 'implicit.access_token_lifetime_seconds',
    help: 'Longest life of an access token that comes through the browser; the client may have less.',
    unit: 'seconds',
    default: 600,
  })
  @IsInt()
  @Min(30)
  @Max(3_600)
  readonly implicitAccessLifetimeSeconds: number = 600;

  @Property({
    key: 'device_grant.enabled',
    help: 'Let devices without a browser ask a person at another device, for clients that list DEVICE_CODE.',
    default: false,
  })
  @IsBoolean()
  readonly deviceGrantEnabled: boolean = false;

  @Property({
    key: 'device_grant.lifetime_seconds',
    help: 'How long a device code and its user code live.',
    unit: 'seconds',
    default: 600,
  })
  @IsInt()
  @Min(60)
  @Max(1_800)
  readonly deviceCodeLifetimeSeconds: number = 600;

  @Property({
    key: 'device_grant.interval_seconds',
    help: 'Least time between two polls of a device; each poll that comes too early adds five seconds.',
    unit: 'seconds',
    default: 5,
  })
  @IsInt()
  @Min(1)
  @Max(60)
  readonly devicePollSeconds: number = 5;

  @Property({
    key: 'token_exchange.enabled',
    help: 'Let clients that list TOKEN_EXCHANGE exchange access tokens for narrower ones (RFC 8693).',
    default: false,
  })
  @IsBoolean()
  readonly tokenExchangeEnabled: boolean = false;

  @Property({
    key: 'token_exchange.trusted_modules',
    help: 'Other SMART outbound modules of this server whose access tokens may be exchanged here; their people must be the same.',
    list: 'any',
    example: 'smart_auth',
  })
  readonly tokenExchangeModules: string[] = [];

  @Property({ key: 'id_token.lifetime_seconds', help: 'Life of an ID token.', unit: 'seconds', default: 300 })
  @IsInt()
  @Min(30)
  @Max(86_400)
  readonly idTokenLifetimeSeconds: number = 300;

  @Property({
    key: 'request_objects.enabled',
    help: 'Take signed authorization requests (RFC 9101) of clients with registered keys.',
    default: true,
  })
  @IsBoolean()
  readonly requestObjectsEnabled: boolean = true;

  @Property({
    key: 'acr.password',
    help: '`acr` of a person who signed in with a password.',
    default: 'urn:gatehouse:acr:password',
  })
  @Matches(ACR_VALUE, { message: 'is not 1 to 200 characters of ASCII without spaces and quotation marks' })
  readonly acrOfPassword: string = 'urn:gatehouse:acr:password';

  @Property({
    key: 'userinfo.acr_values',
    help: 'Levels of assurance of which userinfo demands one; empty = any.',
    list: 'any',
  })
  @Matches(ACR_VALUE, {
    each: true,
    message: 'has entries that are not 1 to 200 characters of ASCII without quotation marks',
  })
  readonly userInfoAcrValues: string[] = [];

  @Property({
    key: 'userinfo.max_age_seconds',
    help: 'Age after which a sign-in is too old for userinfo.',
    unit: 'seconds',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(31_536_000)
  readonly userInfoMaxAgeSeconds?: number;

  @Property({
    key: 'allowed_audience_list',
    help: 'FHIR base URLs accepted as `aud`; empty = not checked.',
    list: 'any',
    example: 'https://fhir.example.org/r4',
  })
  @AreHttpAddresses()
  readonly allowedAudiences: string[] = [];

  @Property({
    key: 'reject_scopes_not_in_client_definition',
    help: 'Answer "Invalid scope: x" to a request with a scope outside the client\'s list, as the product does; otherwise that scope is dropped.',
    default: false,
  })
  @IsBoolean()
  readonly rejectsUnlistedScopes: boolean = false;

  @Property({
    key: 'enforce_approved_scopes_to_restrict_permissions',
    help: 'Approved scopes narrow what a token may do. Off, every token carries all permissions of its holder.',
    default: true,
  })
  @IsBoolean()
  readonly enforcesApprovedScopes: boolean = true;

  @Property({
    key: 'smart_granular_scope_selection',
    help: 'Let the person choose categories where an app asks for all Conditions or Observations; only those are granted then.',
    default: false,
  })
  @IsBoolean()
  readonly granularScopeSelection: boolean = false;

  @Property({
    key: 'access_token.permissions_claim',
    help: 'Put what a token may do into the access token as well, as its claim gatehouse_permissions.',
    default: false,
  })
  @IsBoolean()
  readonly putsPermissionsIntoToken: boolean = false;

  @Property({
    key: 'post_authorize_script.may_add_administrative_permissions',
    help: 'Let onTokenGenerating add permissions that are not about FHIR data, such as ACCESS_ADMIN_JSON.',
    default: false,
  })
  @IsBoolean()
  readonly scriptsMayAdminister: boolean = false;

  @Property({
    key: 'client_secret.encoding',
    help: 'Hash of newly written secrets that a person chose.',
    default: 'BCRYPT_12_ROUND',
  })
  @IsIn(Object.keys(clientSecretEncodings))
  readonly clientSecretEncoding: string = 'BCRYPT_12_ROUND';

  @Property({
    key: 'client_secret.expiry_duration_days',
    help: 'How long a secret lives that the server generated, counted from its activation; 0 = without end.',
    unit: 'days',
    default: 365,
  })
  @IsInt()
  @Min(0)
  @Max(36_500)
  readonly generatedSecretDays: number = 365;

  @Property({
    key: 'client_secret.max_grace_period_mins',
    help: 'Longest time for which a client that changes its secret may keep the old one.',
    unit: 'minutes',
    default: 1_440,
  })
  @IsInt()
  @Min(0)
  @Max(43_200)
  readonly mostSecretGraceMinutes: number = 1_440;

  @Property({
    key: 'client_assertion.signing_algorithms',
    help: 'Algorithms of private_key_jwt for clients that name none of their own.',
    list: 'any',
    default: ['RS384', 'ES384'],
  })
  @ArrayMinSize(1)
  @IsIn(signingAlgorithms, { each: true })
  readonly assertionAlgorithms: string[] = ['RS384', 'ES384'];

  @Property({
    key: 'smart_configuration.scopes_supported',
    help: 'Scopes shown in the discovery documents.',
    list: 'any',
  })
  readonly scopesSupported: string[] = [];

  @Property({
    key: 'sessions.timeout.mins',
    help: 'Idle time after which a browser session ends.',
    unit: 'minutes',
    default: 30,
  })
  @IsInt()
  @Min(1)
  @Max(1_440)
  readonly sessionIdleMinutes: number = 30;

  @Property({
    key: 'sessions.maximum_hours',
    help: 'Age at which a browser session ends whatever happens.',
    unit: 'hours',
    default: 12,
  })
  @IsInt()
  @Min(1)
  @Max(720)
  readonly sessionMaximumHours: number = 12;

  @Property({
    key: 'client_registration.policy',
    help: 'Who may register apps at /oauth/register: closed = nobody; token = holders of an initial access token, and whoever has the permission OPENID_CONNECT_ADD_CLIENT; open = anyone.',
    default: 'closed',
  })
  @IsIn(['closed', 'token', 'open'])
  readonly registrationPolicy: 'closed' | 'token' | 'open' = 'closed';

  @Property({
    key: 'client_registration.scopes',
    help: 'The most that an app may have which registers itself, and what it gets that names no scope. Whoever has OPENID_CONNECT_ADD_CLIENT is not bound by it.',
    list: 'any',
    default: REGISTRATION_SCOPES,
  })
  @ArrayMinSize(1)
  @Matches(/^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/, { each: true, message: 'has entries that are no scope' })
  readonly registrationScopes: readonly string[] = REGISTRATION_SCOPES;

  @Property({
    key: 'client_registration.open.most_per_hour',
    help: 'How often in an hour apps may be registered, or change themselves, that nobody answers for.',
    default: 100,
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  readonly registrationsInAll: number = 100;

  @Property({
    key: 'client_registration.open.most_per_hour_and_network',
    help: 'How often of these by one network: an IPv4 address, or the first half of an IPv6 address.',
    default: 10,
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  readonly registrationsPerNetwork: number = 10;

  @Property({ key: 'cors.enable', help: 'Let scripts of registered web apps call the endpoints.', default: true })
  @IsBoolean()
  readonly corsEnabled: boolean = true;

  @Property({
    key: 'cors.origins',
    help: 'Further origins whose scripts may call, besides those of registered clients; * = any, without credentials.',
    list: 'any',
    example: 'https://app.example.org',
  })
  @AreOrigins()
  readonly corsOrigins: string[] = [];

  @Property({ key: 'cors.allowed_headers', help: 'Further headers that scripts may send.', list: 'any' })
  @ArrayMaxSize(50)
  @Matches(/^[A-Za-z0-9-]{1,100}$/, { each: true, message: 'has entries that are no header name' })
  readonly corsAllowedHeaders: string[] = [];

  @Property({
    key: 'security_txt.contact',
    help: 'Whom to tell of a vulnerability, for /.well-known/security.txt; none = no such file.',
    list: 'any',
    example: 'mailto:security@example.org',
  })
  @ArrayMaxSize(10)
  @Matches(/^(?:mailto:[^\s@]{1,100}@[^\s@]{1,200}|https:\/\/[^\s/]\S{0,500}|tel:\+?[0-9-]{3,30})$/, {
    each: true,
    message: 'has entries that are neither mailto:, tel: nor https addresses',
  })
  readonly securityContacts: string[] = [];

  @Property({ key: 'security_txt.policy', help: 'Page with your policy on reports of vulnerabilities.' })
  @IsOptional()
  @IsUrl({ protocols: ['https'], require_protocol: true }, { message: 'is no https address' })
  readonly securityPolicyUrl?: string;

  @Property({
    key: 'user_access_brands.file',
    help: 'FHIR Bundle of the brands under which people find this server in apps, as a JSON file.',
    example: 'classpath:brands.json',
  })
  @IsOptional()
  @IsString()
  readonly brandsFile?: string;

  @Property({
    key: 'user_access_brands.identifier',
    help: "Identifier of this server's brand among several, as system|value or value.",
    example: 'urn:ietf:rfc:3986|https://hospital.example',
  })
  @IsOptional()
  @Matches(/^[^\s]{1,500}$/, { message: 'is no identifier: write system|value without spaces' })
  readonly brandsIdentifier?: string;

  @Property({
    key: 'mtls.certificate_header',
    help: 'Header in which the TLS proxy hands over the certificate of a client; none = mutual TLS is off.',
    example: 'Client-Cert',
  })
  @IsOptional()
  @Matches(/^[A-Za-z0-9][A-Za-z0-9-]{0,99}$/, { message: 'is no header name' })
  readonly mtlsCertificateHeader?: string;

  @Property({
    key: 'mtls.certificate_format',
    help: 'How the certificate is written: rfc9440 (:base64:), url-encoded-pem (nginx $ssl_client_escaped_cert), xfcc (Envoy).',
    default: 'rfc9440',
  })
  @IsIn(certificateFormats)
  readonly mtlsCertificateFormat: 'rfc9440' | 'url-encoded-pem' | 'xfcc' = 'rfc9440';

  @Property({
    key: 'mtls.trusted_proxies',
    help: 'Addresses from which the header is taken; from any other it is refused.',
    list: 'any',
    example: '10.0.0.0/24',
  })
  @ArrayMaxSize(100)
  @AreAddressRanges()
  readonly mtlsTrustedProxies: string[] = [];

  @Property({
    key: 'mtls.chain_verified_by_proxy',
    help: 'The proxy lets through only certificates of authorities that you trust; then tls_client_auth needs no mtls.trust_anchors.file.',
    default: false,
  })
  @IsBoolean()
  readonly mtlsChainVerifiedByProxy: boolean = false;

  @Property({
    key: 'mtls.trust_anchors.file',
    help: 'Authorities whose certificates count for tls_client_auth, intermediate ones included, as PEM.',
    example: 'classpath:client-authorities.pem',
  })
  @IsOptional()
  @IsString()
  readonly mtlsTrustAnchorsFile?: string;

  @Property({
    key: 'mtls.alias_url',
    help: 'Outward URL under which the endpoints ask for client certificates, where it is not that of issuer.url.',
    example: 'https://mtls.myserver.example',
  })
  @IsOptional()
  @IsUrl(
    {
      require_tld: false,
      protocols: ['https'],
      require_protocol: true,
      allow_fragments: false,
      allow_query_components: false,
    },
    { message: 'is no https address without query and fragment' },
  )
  readonly mtlsAliasUrl?: string;

  @Property({
    key: 'dpop.enabled',
    help: 'Bind tokens to the key of an app that sends DPoP proofs.',
    default: true,
  })
  @IsBoolean()
  readonly dpopEnabled: boolean = true;

  @Property({
    key: 'dpop.signing_algorithms',
    help: 'Algorithms accepted for DPoP proofs.',
    list: 'any',
    default: DPOP_ALGORITHMS,
  })
  @ArrayMinSize(1)
  @IsIn(signingAlgorithms, { each: true, message: `has entries that are none of ${signingAlgorithms.join(', ')}` })
  readonly dpopAlgorithms: SigningAlgorithm[] = [...DPOP_ALGORITHMS];

  @Property({
    key: 'dpop.nonce',
    help: 'required = a proof must carry a nonce of the server, which costs an app one more request every few minutes; off = none is asked for.',
    default: 'off',
  })
  @IsIn(['off', 'required'])
  readonly dpopNonce: 'off' | 'required' = 'off';

  @Property({
    key: 'dpop.proof_lifetime_seconds',
    help: 'How old a DPoP proof may be.',
    unit: 'seconds',
    default: 300,
  })
  @IsInt()
  @Min(10)
  @Max(300)
  readonly dpopProofLifetimeSeconds: number = 300;

  @Property({
    key: 'seed_clients.file',
    help: 'Client definitions loaded at the first start.',
    example: 'classpath:seed-clients.json',
  })
  @IsOptional()
  @IsString()
  readonly seedClientsFile?: string;

  @Property({
    key: 'context_selection.source',
    help: 'Where people without a default launch context find a patient: nowhere (default_launch_contexts), in a list (static_list), or by searching a FHIR server (fhir_search).',
    default: 'default_launch_contexts',
  })
  @IsIn(['default_launch_contexts', 'static_list', 'fhir_search'])
  readonly contextSource: string = 'default_launch_contexts';

  @Property({
    key: 'context_selection.list_file',
    help: 'The list of the source static_list, as a JSON file.',
    example: 'classpath:contexts.json',
  })
  @IsOptional()
  @IsString()
  readonly contextListFile?: string;

  @Property({
    key: 'context_selection.fhir_base_url',
    help: 'The FHIR server that the source fhir_search asks, in the name of the person who chooses.',
    example: 'https://fhir.hospital.example/r4',
  })
  @IsOptional()
  @IsHttpBase()
  readonly contextFhirBaseUrl?: string;

  @Property({
    key: 'context_selection.fhir_client_id',
    help: 'Registered client whose scopes bound what the source fhir_search may read; it needs no grant and no secret.',
    example: 'context-search',
  })
  @IsOptional()
  @IsString()
  readonly contextFhirClientId?: string;

  @Property({
    key: 'launch.style.file',
    help: 'Colours and measures that apps launched from the EHR find at smart_style_url, as a JSON file; absent = those of our pages.',
    example: 'classpath:launch-style.json',
  })
  @IsOptional()
  @IsString()
  readonly launchStyleFile?: string;

  @Property({
    key: 'launch.tenant',
    help: 'Organisation that apps launched from the EHR are told, unless the EHR names another.',
  })
  @IsOptional()
  @MaxLength(200)
  readonly launchTenant?: string;

  @Property({ key: 'post_authorize_script.file', help: 'Callback script, as a file.' })
  @IsOptional()
  @IsString()
  readonly postAuthorizeScriptFile?: string;

  @Property({ key: 'post_authorize_script.text', help: 'Callback script, as text.' })
  @IsOptional()
  @IsString()
  readonly postAuthorizeScriptText?: string;
}
