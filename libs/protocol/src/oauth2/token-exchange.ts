import { spelling } from './audience.js';
import type { FormParameters } from './form-parameters.js';
import { OAuthError } from './oauth-error.js';
import { parseScope } from './scope.js';

/** Value of `grant_type` of a token exchange (RFC 8693 §2.1). */
export const TOKEN_EXCHANGE_GRANT = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** The kinds of token that are taken and given: access tokens, which are all JWTs (RFC 8693 §3). */
const tokenTypes = ['urn:ietf:params:oauth:token-type:access_token', 'urn:ietf:params:oauth:token-type:jwt'] as const;

/** Most resource servers of one request. */
const MOST_TARGETS = 20;

/** A kind of token in an exchange. */
export type ExchangedTokenType = (typeof tokenTypes)[number];

/** What a client wants of a token that it has. */
export interface TokenExchangeRequest {
  readonly subjectToken: string;
  /** The token of whoever acts for the subject. */
  readonly actorToken?: string;
  /** What the client will call the new token. */
  readonly issuedTokenType: ExchangedTokenType;
  /** The resource servers it is to be for, by `resource` and `audience`; empty = all the subject token is for. */
  readonly targets: readonly string[];
  /** Absent = the scopes of the subject token. */
  readonly scopes?: readonly string[];
}

/**
 * The parameters of a token exchange (RFC 8693 §2.1).
 * @throws OAuthError invalid_request — a token or its type is missing, repeated or of a kind that is not exchanged; invalid_scope — malformed;
 * invalid_target — too many of them
 */
export function readTokenExchangeRequest(parameters: FormParameters): TokenExchangeRequest {
  const subjectToken = readToken(parameters, 'subject_token');
  if (subjectToken === undefined) throw refusal('subject_token', 'subject_token is missing');
  const actorToken = readToken(parameters, 'actor_token');
  const scopes = parseScope(parameters.get('scope'));
  return {
    subjectToken,
    issuedTokenType: readType(parameters, 'requested_token_type') ?? tokenTypes[0],
    targets: readTargets(parameters),
    ...(actorToken !== undefined && { actorToken }),
    ...(scopes.length > 0 && { scopes }),
  };
}

/**
 * What the new token is for: all that the subject token is for, or what is named of it, never another (RFC 8693 §2.2.2, RFC 8707 §2.2).
 * @throws OAuthError invalid_target
 */
export function narrowTargets(targets: readonly string[], granted: readonly string[]): readonly string[] {
  const kept: readonly (string | undefined)[] =
    targets.length === 0 ? granted : targets.map((target) => spelling(target, granted));
  if (kept.length === 0 || kept.includes(undefined))
    throw new OAuthError('invalid_target', 'The subject token is not for that resource server', {
      parameter: 'resource',
    });
  return [...new Set(kept as readonly string[])];
}

function readTargets(parameters: FormParameters): readonly string[] {
  const targets = [...new Set([...parameters.all('resource'), ...parameters.all('audience')])];
  if (targets.length <= MOST_TARGETS) return targets;
  const description = `resource and audience name more than ${String(MOST_TARGETS)} resource servers`;
  throw new OAuthError('invalid_target', description, { parameter: 'resource' });
}

/** A token goes with its type, and neither without the other. */
function readToken(parameters: FormParameters, name: 'subject_token' | 'actor_token'): string | undefined {
  const token = parameters.get(name);
  const type = readType(parameters, `${name}_type`);
  if ((token === undefined) !== (type === undefined))
    throw refusal(token === undefined ? name : `${name}_type`, `${name} and ${name}_type go together`);
  return token;
}

function readType(parameters: FormParameters, name: string): ExchangedTokenType | undefined {
  const value = parameters.get(name);
  if (value === undefined) return undefined;
  const type = tokenTypes.find((each) => each === value);
  if (type === undefined) throw refusal(name, `${name} must be ${tokenTypes[0]}`);
  return type;
}

function refusal(parameter: string, description: string): OAuthError {
  return new OAuthError('invalid_request', description, { parameter });
}
