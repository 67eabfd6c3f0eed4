import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';

/** What every `request_uri` of ours starts with (RFC 9126 §2.2). */
const PREFIX = 'urn:ietf:params:oauth:request_uri:';

/** The `request_uri` of a pushed request with this random reference. */
export function pushedRequestUri(reference: string): string {
  return PREFIX + reference;
}

/** Whether a `request_uri` names a pushed request, rather than a request object that is to be fetched. */
export function isPushedRequestUri(uri: string): boolean {
  return uri.startsWith(PREFIX);
}

/**
 * A pushed request is the request itself, not a reference to another one.
 * @throws OAuthError invalid_request — `request_uri` was sent
 * @see RFC 9126 §2.1; STD RFC9126-2
 */
export function refuseNestedRequestUri(parameters: FormParameters): void {
  if (!parameters.has('request_uri')) return;
  const description = 'A pushed request cannot refer to another one; send the parameters themselves';
  throw new OAuthError('invalid_request', description, { parameter: 'request_uri' });
}
