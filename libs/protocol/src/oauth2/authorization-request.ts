import type { ClientDefinition } from '../client/client.js';
import { isPublicClient } from '../client/client.js';
import { type AcrRequest, parseAcrValues } from '../oidc/authentication-context.js';
import { type ClaimsRequest, parseClaimsRequest } from '../oidc/claims-request.js';
import { readLaunchParameter } from '../smart/launch-value.js';
import { parseMaxAge, parsePrompt, type Prompt } from '../oidc/prompt.js';
import { type ProtectedResources, readAudience } from './audience.js';
import { refuseAuthorizationDetails } from './authorization-details.js';
import { readDpopJkt } from './dpop-jkt.js';
import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';
import { assertNotTooLong, readHint } from './kept-parameters.js';
import { type PkceChallenge, type PkcePolicy, readPkceChallenge } from './pkce.js';
import type { Redirection } from './redirection.js';
import type { ShownParameters } from './shown-parameters.js';
import { type ResponseMode, responseModeFor, usableModes } from './response-mode.js';
import { bringsIdToken, readResponseType, type ResponseType } from './response-type.js';
import { parseScope } from './scope.js';

/** An authorization request that passed every check. Plain data: it is stored as JSON while a person acts. */
export interface AuthorizationRequest {
  readonly clientId: string;
  /** Empty where the answer goes to a device. */
  readonly redirectUri: string;
  readonly redirectUriWasOmitted: boolean;
  readonly responseType: ResponseType;
  readonly responseMode: ResponseMode;
  readonly scopes: readonly string[];
  readonly state?: string;
  /** The FHIR bases the tokens are meant for (`aud`, `resource`): the configured spellings where a list is configured, else unchecked (X2). */
  readonly audience: readonly string[];
  /** A launch value of another system, for the scripts; of one of ours only the hash is kept (ruling 41). */
  readonly launch?: string;
  readonly launchHash?: string;
  readonly nonce?: string;
  readonly prompt: readonly Prompt[];
  /** Greatest age of the sign-in, in seconds. */
  readonly maxAge?: number;
  readonly loginHint?: string;
  readonly idTokenHint?: string;
  readonly uiLocales?: string;
  readonly acr?: AcrRequest;
  readonly claims?: ClaimsRequest;
  readonly pkce?: PkceChallenge;
  /** SHA-256 of the device code, where the request is that of a device: the answer goes there instead of a redirect (RFC 8628). */
  readonly deviceCodeHash?: string;
  /** SHA-256 of the `request_uri` under which the client pushed the request (RFC 9126). */
  readonly pushedHash?: string;
  /** Thumbprint of the DPoP key that the code may be redeemed with (RFC 9449 §10). */
  readonly dpopJkt?: string;
  /** Those of its parameters that the module shows to scripts. */
  readonly shownParameters?: ShownParameters;
}

/** What the module's configuration says about authorization requests. */
export interface AuthorizationPolicy {
  /** For confidential clients that say nothing themselves (X1). */
  readonly pkceRequired: boolean;
  readonly plainSupported: boolean;
  /** Tokens may be answered at once, to clients that are set up for it (S-04). */
  readonly implicitOffered: boolean;
  readonly resources: ProtectedResources;
  /** Where DPoP is off, `dpop_jkt` is a parameter like any unknown one. */
  readonly dpopOffered: boolean;
}

/**
 * The ordered checks of /authorize, once the redirection is known to be safe. Every failure is sent to the client (RFC 6749 §4.1.2.1).
 * @throws OAuthError invalid_request, request_not_supported, request_uri_not_supported, invalid_authorization_details,
 * unsupported_response_type, unauthorized_client, invalid_target or invalid_scope
 */
export function readAuthorizationRequest(
  parameters: FormParameters,
  client: ClientDefinition,
  redirection: Redirection,
  policy: AuthorizationPolicy,
): AuthorizationRequest {
  parameters.assertWellFormed();
  assertNotTooLong(parameters);
  refuseRequestObjects(parameters);
  refuseAuthorizationDetails(parameters);
  const responseType = readResponseType(parameters, client, policy.implicitOffered);
  const responseMode = readResponseMode(parameters, client, responseType);
  const pkce = readChallenge(parameters, responseType, pkcePolicy(client, policy));
  assertNonce(parameters, responseType);
  const audience = readAudience(parameters, { ...policy.resources, client });
  const scopes = parseScope(parameters.get('scope'));
  const dpopJkt = policy.dpopOffered ? readDpopJkt(parameters, responseType) : undefined;
  const asked = { ...readHints(parameters, client), ...(pkce && { pkce }), ...(dpopJkt !== undefined && { dpopJkt }) };
  return { ...identity(client, redirection), responseType, responseMode, scopes, audience, ...asked };
}

function identity(client: ClientDefinition, { redirectUri, redirectUriWasOmitted, state }: Redirection) {
  return { clientId: client.clientId, redirectUri, redirectUriWasOmitted, ...(state !== undefined && { state }) };
}

/** RFC 9101 §6 and OpenID Connect Core §6: what we do not read is refused, never ignored (STD OM22). */
function refuseRequestObjects(parameters: FormParameters): void {
  if (parameters.has('request')) {
    throw new OAuthError('request_not_supported', 'Request objects are not supported; send plain parameters', {
      parameter: 'request',
    });
  }
  if (parameters.has('request_uri')) {
    throw new OAuthError('request_uri_not_supported', 'request_uri is not supported; send plain parameters', {
      parameter: 'request_uri',
    });
  }
}

function readResponseMode(
  parameters: FormParameters,
  client: ClientDefinition,
  responseType: ResponseType,
): ResponseMode {
  const mode = responseModeFor(parameters.get('response_mode'), client, responseType);
  if (mode !== undefined) return mode;
  const modes = usableModes(client, responseType).join(' or ');
  const description =
    modes === ''
      ? 'None of the response modes of the client can carry tokens; send response_type=code'
      : `response_mode must be ${modes} in such a request of this client`;
  throw new OAuthError('invalid_request', description, { parameter: 'response_mode' });
}

/** A challenge protects a code; where there is none it must not be taken for a protection that is not there. */
function readChallenge(
  parameters: FormParameters,
  responseType: ResponseType,
  policy: PkcePolicy,
): PkceChallenge | undefined {
  if (responseType === 'code') return readPkceChallenge(parameters, policy);
  const parameter = ['code_challenge', 'code_challenge_method'].find((name) => parameters.has(name));
  if (parameter === undefined) return undefined;
  throw new OAuthError('invalid_request', 'PKCE needs response_type=code', { parameter });
}

/** What ties an ID token to the browser that asked for it, where it comes through the browser (OpenID Connect Core §3.2.2.1; STD OID-5, OM9). */
function assertNonce(parameters: FormParameters, responseType: ResponseType): void {
  if (bringsIdToken(responseType) && !parameters.has('nonce'))
    throw new OAuthError('invalid_request', 'nonce is missing; an ID token in the answer needs one', {
      parameter: 'nonce',
    });
}

/** Public clients and those of the high-assurance profile: always S256. Confidential ones: their own word, else the module's (STD X1, RFC7636-5). */
function pkcePolicy(client: ClientDefinition, policy: AuthorizationPolicy): PkcePolicy {
  if (isPublicClient(client) || client.highAssurance === true) return { required: true, plainSupported: false };
  return { required: client.pkceRequired ?? policy.pkceRequired, plainSupported: policy.plainSupported };
}

/** What the client would like to happen; apart from `prompt`, `max_age`, `claims` and `launch`, nothing here can fail (STD OID-4, OM12). */
function readHints(parameters: FormParameters, client: ClientDefinition) {
  const maxAge = parseMaxAge(parameters.get('max_age')) ?? client.defaultMaxAge;
  const claims = parseClaimsRequest(parameters.get('claims'));
  const acr = claims?.acr ?? parseAcrValues(parameters.get('acr_values'));
  const launch = parameters.get('launch');
  return {
    prompt: parsePrompt(parameters.get('prompt')),
    ...(maxAge !== undefined && { maxAge }),
    ...(claims && { claims }),
    ...(acr && { acr }),
    ...(launch !== undefined && readLaunchParameter(launch)),
    ...present('nonce', parameters.get('nonce')),
    ...present('loginHint', readHint(parameters, 'login_hint')),
    ...present('idTokenHint', parameters.get('id_token_hint')),
    ...present('uiLocales', readHint(parameters, 'ui_locales')),
  };
}

function present<Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, string>);
}
