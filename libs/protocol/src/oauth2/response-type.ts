import type { ClientDefinition } from '../client/client.js';
import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';

/** The response types of the implicit grant; `id_token` alone and the hybrid ones are not offered (STD X18). */
export const implicitResponseTypes = ['token', 'id_token token'] as const;

/** What the authorization endpoint answers with. */
export type ResponseType = 'code' | (typeof implicitResponseTypes)[number];

/** The grants behind them, by their names in definitions and in words. */
const CODE = ['AUTHORIZATION_CODE', 'authorization code'] as const;
const IMPLICIT = ['IMPLICIT', 'implicit'] as const;

/** What the authorization endpoint knows, whether or not it is offered. */
const responseTypes: readonly ResponseType[] = ['code', ...implicitResponseTypes];

/**
 * The response type of a request, its words in any order (OAuth 2.0 Multiple Response Type Encoding Practices §3).
 * @throws OAuthError invalid_request — missing; as {@link assertMayBeAnswered}
 */
export function readResponseType(
  parameters: FormParameters,
  client: ClientDefinition,
  implicitOffered: boolean,
): ResponseType {
  const parameter = 'response_type';
  const value = parameters.get(parameter);
  if (value === undefined)
    throw new OAuthError('invalid_request', 'response_type is missing; send response_type=code', { parameter });
  const type = responseTypes.find((each) => sorted(each) === sorted(value));
  if (type === undefined) throw unsupported('no such response type is known here');
  assertMayBeAnswered(type, client, implicitOffered);
  return type;
}

/**
 * Whether the client may have such an answer. Implicit has no PKCE, so that it is only for clients that were told in so many words to do
 * without (S-04, ruling 31).
 * @throws OAuthError unsupported_response_type — the module does not offer it; unauthorized_client — the client is not set up for it
 */
export function assertMayBeAnswered(type: ResponseType, client: ClientDefinition, implicitOffered: boolean): void {
  if (type !== 'code' && !implicitOffered) throw unsupported('the module does not offer the implicit grant');
  const [listed, grant] = type === 'code' ? CODE : IMPLICIT;
  if (!client.allowedGrantTypes.includes(listed))
    throw new OAuthError('unauthorized_client', `The client is not registered for the ${grant} grant`);
  if (type === 'code' || client.pkceRequired === false) return;
  const description = 'The client has to use PKCE, which the implicit grant does not have; send response_type=code';
  throw new OAuthError('unauthorized_client', description, { cause: 'pkceRequired of the client is not false' });
}

/** Whether an ID token comes with the answer. */
export function bringsIdToken(responseType: ResponseType): boolean {
  return responseType === 'id_token token';
}

function unsupported(cause: string): OAuthError {
  const description = 'response_type is none of those this server offers; see response_types_supported';
  return new OAuthError('unsupported_response_type', description, { parameter: 'response_type', cause });
}

function sorted(words: string): string {
  return words.split(' ').toSorted().join(' ');
}
