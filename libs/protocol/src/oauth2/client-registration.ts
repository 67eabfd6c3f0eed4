import { readClientJson } from '../client/client-json.js';
import { clientProblems, newClientNameProblems } from '../client/client-metadata.js';
import type { ClientSettings } from '../client/client.js';
import { isJsonObject, type JsonObject } from '../json/json-object.js';
import { covers } from '../smart/scope-coverage.js';
import { metadataError, problemsError } from './client-registration-error.js';
import { registeredGrants, type RegistrableGrants } from './client-registration-grants.js';
import { registrationMembers, requestObjectMembers, unofferedMembers } from './client-registration-members.js';
import { applicationTypeProblems } from './client-registration-redirects.js';
import { MetadataValues } from './client-registration-values.js';
import { OAuthError } from './oauth-error.js';
import { parseScope } from './scope.js';

/** What can be registered, and by whom. */
export interface RegistrationRules {
  readonly grants: RegistrableGrants;
  readonly authMethods: readonly string[];
  readonly algorithms: {
    /** Of id_tokens, that of the first signing key first. */
    readonly idToken: readonly string[];
    /** Of client assertions. */
    readonly assertion: readonly string[];
    /** Of signed authorization requests; empty = the server takes none. */
    readonly requestObject: readonly string[];
  };
  /** What a client gets that names no scope; where it is bounded also the most it gets. */
  readonly scopes: readonly string[];
  readonly isBounded: boolean;
}

/** What a client registers that names no method (RFC 7591 §2). */
export const DEFAULT_METHOD = 'client_secret_basic';
const SECRET_METHODS: readonly string[] = ['client_secret_basic', 'client_secret_post'];

/** Whether a client that authenticates like this has a secret, which the server generates. */
export function needsSecret({ tokenEndpointAuthMethod }: Pick<ClientSettings, 'tokenEndpointAuthMethod'>): boolean {
  return SECRET_METHODS.includes(tokenEndpointAuthMethod ?? DEFAULT_METHOD);
}

/**
 * The definition that a client's metadata describe: every field that registration knows is replaced or unset, what only administrators decide
 * about is kept from `base` (RFC 7591 §2, RFC 7592 §2.2).
 * @throws OAuthError invalid_redirect_uri, invalid_client_metadata, invalid_software_statement or unapproved_software_statement
 * @see STD RFC7591-2, RFC7591-4, ODCR-1; V-09, V-87
 */
export function registeredSettings(
  base: ClientSettings,
  metadata: JsonObject,
  rules: RegistrationRules,
): ClientSettings {
  const values = new MetadataValues(metadata);
  refuseUnoffered(values, rules);
  const { client, problems } = readClientJson(
    { ...base, ...plainFields(values, rules), ...derivedFields(values, rules) },
    base,
  );
  const { clientSecrets: _none, ...settings } = client;
  const clientSecrets = needsSecret(settings) ? [{ description: '' }] : [];
  const all = [
    ...problems,
    ...clientProblems({ ...settings, clientSecrets }),
    ...newClientNameProblems(settings),
    ...applicationTypeProblems(settings),
  ];
  if (all.length > 0) throw problemsError(all);
  return settings;
}

/** What would be registered in vain, or in another sense than the client means. */
function refuseUnoffered(values: MetadataValues, { algorithms }: RegistrationRules): void {
  if (values.has('software_statement')) throw softwareStatement(values.value('software_statement'));
  const members =
    algorithms.requestObject.length > 0 ? unofferedMembers : [...unofferedMembers, ...requestObjectMembers];
  const unoffered = members.find((member) => values.has(member) && values.value(member) !== false);
  if (unoffered !== undefined) throw metadataError(unoffered, 'asks for something that this server does not do');
  if ((values.text('subject_type') ?? 'public') !== 'public')
    throw metadataError('subject_type', 'must be public: every app sees the same subject of a person');
  assertOneOf(values, 'id_token_signed_response_alg', algorithms.idToken);
  assertOneOf(values, 'token_endpoint_auth_signing_alg', algorithms.assertion);
  assertOneOf(values, 'request_object_signing_alg', algorithms.requestObject);
}

function assertOneOf(values: MetadataValues, member: string, offered: readonly string[]): void {
  const value = values.text(member);
  if (value !== undefined && !offered.includes(value))
    throw metadataError(member, `must be one of ${offered.join(', ')}`);
}

/** Nobody's statements are trusted; a text that is none at all is told apart (RFC 7591 §3.2.2). */
function softwareStatement(value: unknown): OAuthError {
  const isJws = typeof value === 'string' && /^[\w-]+\.[\w-]+\.[\w-]+$/.test(value);
  const code = isJws ? 'unapproved_software_statement' : 'invalid_software_statement';
  const description = 'This server accepts no software statements; send the metadata themselves.';
  return new OAuthError(code, description, { parameter: 'software_statement' });
}

/** Absent members unset their fields, or leave them what the specifications have them be. */
function plainFields(values: MetadataValues, { algorithms }: RegistrationRules): object {
  const fields = Object.entries(registrationMembers).map(([member, field]) => [field, values.value(member)] as const);
  return {
    ...Object.fromEntries(fields),
    tokenEndpointAuthMethod: values.value('token_endpoint_auth_method') ?? DEFAULT_METHOD,
    applicationType: values.value('application_type') ?? 'web',
    idTokenSignedResponseAlg: values.value('id_token_signed_response_alg') ?? defaultAlgorithm(algorithms.idToken),
  };
}

/** RS256 (OpenID Connect Dynamic Client Registration 1.0 §2), or where no key has it the algorithm of the first. */
function defaultAlgorithm(offered: readonly string[]): string | undefined {
  return offered.includes('RS256') ? 'RS256' : offered[0];
}

function derivedFields(values: MetadataValues, rules: RegistrationRules): object {
  assertOneOf(values, 'token_endpoint_auth_method', rules.authMethods);
  return {
    secretRequired: values.value('token_endpoint_auth_method') !== 'none',
    publicJwks: keysOf(values),
    allowedGrantTypes: registeredGrants(values, rules.grants),
    scopes: scopesOf(values, rules),
  };
}

/** The inline keys as JSON text; empty = none. */
function keysOf(values: MetadataValues): string {
  const jwks = values.value('jwks');
  if (jwks === undefined) return '';
  if (values.has('jwks_uri')) throw metadataError('jwks', 'and jwks_uri exclude each other');
  if (!isJsonObject(jwks)) throw metadataError('jwks', 'is not a JSON Web Key Set');
  return JSON.stringify(jwks);
}

function scopesOf(values: MetadataValues, { scopes, isBounded }: RegistrationRules): readonly string[] {
  const text = values.text('scope');
  if (text === undefined || text === '') return scopes;
  const requested = readScope(text);
  const allowed = isBounded ? requested.filter((each) => scopes.some((listed) => covers(listed, each))) : requested;
  if (allowed.length === 0)
    throw metadataError('scope', `has nothing that can be registered here: ${scopes.join(' ')}`);
  return allowed;
}

function readScope(text: string): readonly string[] {
  try {
    return parseScope(text);
  } catch (cause) {
    if (cause instanceof OAuthError) throw metadataError('scope', 'is not a list of scopes separated by spaces', cause);
    throw cause;
  }
}
