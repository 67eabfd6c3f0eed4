import { type BasicCredentials, readAuthorizationHeader } from './authorization-header.js';
import { readClientAssertion, unfitAssertion, type ClientAssertion } from './client-assertion.js';
import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';

/** How the client presented itself, not yet checked. */
export type PresentedCredentials =
  | BasicCredentials
  | { readonly method: 'client_secret_post'; readonly clientId: string; readonly secret: string }
  | { readonly method: 'none'; readonly clientId: string }
  | { readonly method: 'private_key_jwt'; readonly clientId: string; readonly assertion: ClientAssertion }
  | { readonly method: 'bearer' | 'dpop'; readonly token: string; readonly clientId?: string };

/** What authenticates a client in the body. */
const bodyCredentials = ['client_secret', 'client_assertion', 'client_assertion_type'];
const JWT_BEARER_ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Whether the body says who the client is, by its id or by credentials. */
export function namesClient(parameters: FormParameters): boolean {
  return ['client_id', ...bodyCredentials].some((name) => parameters.has(name));
}

/**
 * Finds the one method by which the client presented itself (RFC 6749 §2.3, RFC 7521 §4.2).
 * @param authorization the Authorization header as received
 * @throws OAuthError invalid_request — two methods at once, or two different client ids
 * @throws OAuthError invalid_client — nothing that names a client, or nothing readable; with a challenge where the header was used
 */
export function readPresentedCredentials(
  authorization: string | undefined,
  parameters: FormParameters,
): PresentedCredentials {
  if (authorization === undefined) return readBody(parameters);
  if (bodyCredentials.some((name) => parameters.has(name))) {
    throw new OAuthError('invalid_request', 'Authenticate by one method only: the Authorization header or the body');
  }
  const inHeader = readAuthorizationHeader(authorization);
  const clientId = parameters.get('client_id');
  if ('token' in inHeader) return { ...inHeader, ...(clientId !== undefined && { clientId }) };
  if (clientId !== undefined && clientId !== inHeader.clientId) {
    throw new OAuthError('invalid_request', 'client_id differs from the one in the Authorization header', {
      parameter: 'client_id',
    });
  }
  return inHeader;
}

/** The secret in every way that what was sent can be read: form-decoded as RFC 6749 §2.3.1 has it, then as sent, for those who do not encode (X15). */
export function presentedSecrets(presented: PresentedCredentials): readonly string[] {
  if (!('secret' in presented)) return [];
  const asSent = 'secretAsSent' in presented ? presented.secretAsSent : undefined;
  return asSent === undefined ? [presented.secret] : [presented.secret, asSent];
}

function readBody(parameters: FormParameters): PresentedCredentials {
  const clientId = parameters.get('client_id');
  const secret = parameters.get('client_secret');
  if (parameters.has('client_assertion') || parameters.has('client_assertion_type')) {
    return readAssertion(parameters, clientId, secret);
  }
  if (clientId === undefined) {
    throw new OAuthError('invalid_client', 'The request names no client; send client_id or authenticate', {
      parameter: 'client_id',
    });
  }
  if (secret === undefined) return { method: 'none', clientId };
  return { method: 'client_secret_post', clientId, secret };
}

function readAssertion(
  parameters: FormParameters,
  clientId: string | undefined,
  secret: string | undefined,
): PresentedCredentials {
  const assertion = parameters.get('client_assertion');
  if (secret !== undefined) {
    throw new OAuthError('invalid_request', 'Authenticate by one method only: client_secret or client_assertion');
  }
  if (parameters.get('client_assertion_type') !== JWT_BEARER_ASSERTION) {
    throw new OAuthError('invalid_client', `client_assertion_type must be ${JWT_BEARER_ASSERTION}`, {
      parameter: 'client_assertion_type',
    });
  }
  if (assertion === undefined) {
    throw new OAuthError('invalid_client', 'client_assertion is missing', { parameter: 'client_assertion' });
  }
  const read = readClientAssertion(assertion);
  if (clientId !== undefined && clientId !== read.clientId)
    throw unfitAssertion('is about another client than client_id');
  return { method: 'private_key_jwt', clientId: read.clientId, assertion: read };
}
