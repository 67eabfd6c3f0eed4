import type { ClientDefinition } from '../client/client.js';
import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';
import { matchesRegisteredRedirectUri } from './redirect-uri.js';
import { fallbackMode, type ResponseMode, responseModeFor } from './response-mode.js';

/** Where the answer to an authorization request goes, errors included. Made only from a registered URI. */
export interface Redirection {
  readonly redirectUri: string;
  readonly redirectUriWasOmitted: boolean;
  readonly responseMode: ResponseMode;
  /** Echoed byte for byte; absent where none was sent or it was repeated. */
  readonly state?: string;
}

/**
 * Finds where answers may be sent. Whatever fails here is shown to the person on a page: nothing is sent to a URI that is not known to be the
 * client's (RFC 6749 §4.1.2.1, STD RFC6749-2, B-41).
 * @throws OAuthError invalid_request with the offending parameter
 */
export function readRedirection(parameters: FormParameters, client: ClientDefinition): Redirection {
  parameters.get('client_id'); // one client_id only: which client's URIs count must not be in doubt (V-07)
  const requested = parameters.get('redirect_uri');
  const redirectUri = requested ?? onlyRegisteredUri(parameters, client);
  if (!matchesRegisteredRedirectUri(redirectUri, client.registeredRedirectUris)) {
    throw refusal('redirect_uri is not registered for this client; it must equal a registered one exactly');
  }
  const state = trusted(parameters, 'state');
  const responseType = trusted(parameters, 'response_type');
  const requestedMode = trusted(parameters, 'response_mode');
  return {
    redirectUri,
    redirectUriWasOmitted: requested === undefined,
    responseMode: responseModeFor(requestedMode, client, responseType) ?? fallbackMode(client, responseType),
    ...(state !== undefined && { state }),
  };
}

/** RFC 6749 §3.1.2.3: it may be left out where there is no choice; OpenID Connect Core §3.1.2.1 always wants it (STD OM19). */
function onlyRegisteredUri(parameters: FormParameters, client: ClientDefinition): string {
  const [only, ...others] = client.registeredRedirectUris;
  if (only === undefined) throw refusal('The client has no registered redirect URI');
  if (client.highAssurance === true) throw refusal('redirect_uri is missing; the profile of the client demands it');
  if (others.length > 0) throw refusal('redirect_uri is missing; the client has more than one registered');
  if ((parameters.get('scope') ?? '').split(' ').includes('openid'))
    throw refusal('redirect_uri is missing; the scope openid demands it');
  return only;
}

/** The value, unless it is one of those that the later check of well-formedness refuses: that refusal needs a redirection, too. */
function trusted(parameters: FormParameters, name: string): string | undefined {
  try {
    return parameters.get(name);
  } catch (error) {
    if (error instanceof OAuthError) return undefined;
    throw error;
  }
}

function refusal(description: string): OAuthError {
  return new OAuthError('invalid_request', description, { parameter: 'redirect_uri' });
}
