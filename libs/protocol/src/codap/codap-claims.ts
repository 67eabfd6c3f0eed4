import { jwtTimes } from '../keys/jwt-times.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { parseScope } from '../oauth2/scope.js';
import { unfitGrant } from './authorization-jwt.js';
import { requestedResources, type CodapResources } from './requested-resources.js';

type Claims = Readonly<Record<string, unknown>>;

/** What the claims of the two JWTs are measured by. */
export interface CodapTerms {
  /** What `aud` may be: exactly one of these, as a plain string (ruling 43). */
  readonly audiences: readonly string[];
  /** Seconds since 1970. */
  readonly now: number;
}

/** What a CODAP request asks for and who vouches for it; true once the signature is. */
export interface CodapClaims extends CodapResources {
  /** What the requesting organisation calls itself. */
  readonly issuer: string;
  /** Level of assurance of the sign-in there, as the organisation says. */
  readonly acr: string;
  readonly requestedScopes: readonly string[];
  /** Code of the purpose of use. */
  readonly reasonForRequest: string;
  readonly jti: string;
  /** Seconds since 1970; a fraction is possible. */
  readonly expiresAt: number;
}

const LONGEST = { iss: 2_000, acr: 256, reason_for_request: 200, jti: 512 } as const;

/**
 * The claims of the authorization JWT, beside those of the authentication JWT that was verified before.
 * @throws OAuthError invalid_grant
 * @see product reference 18.1; RFC 7523 §3; STD CO3, CO4, V-36, V-45, V-46, ruling 63
 */
export function readCodapClaims(authorization: Claims, authentication: Claims, terms: CodapTerms): CodapClaims {
  const { aud, iat } = authorization;
  if (typeof aud !== 'string' || !terms.audiences.includes(aud))
    throw unfitGrant(`must have as aud, as one text: ${terms.audiences.join(' or ')}`);
  const times = jwtTimes(authorization, terms.now);
  if ('problem' in times) throw unfitGrant(times.problem);
  if (iat === undefined) throw unfitGrant('must have an iat');
  const resources = requestedResources(authorization, authentication);
  return {
    ...resources,
    issuer: issuerOf(authorization, resources),
    acr: textOf(authorization, 'acr'),
    requestedScopes: scopesOf(authorization),
    reasonForRequest: textOf(authorization, 'reason_for_request'),
    jti: textOf(authorization, 'jti'),
    expiresAt: times.expiresAt,
  };
}

/**
 * `sub` is the practitioner. It is never the issuer: a JWT of which both are one is a client assertion, and can be nothing else (V-46).
 */
function issuerOf(claims: Claims, { practitionerId }: CodapResources): string {
  const issuer = textOf(claims, 'iss');
  if (claims['sub'] !== practitionerId) throw unfitGrant('must have the id of the requesting_practitioner as sub');
  if (issuer === practitionerId) throw unfitGrant('must not have the same iss and sub, as client assertions have');
  return issuer;
}

/** A text in one line, without blanks but in the middle. */
function textOf(claims: Claims, name: keyof typeof LONGEST): string {
  const value = claims[name];
  const isText = typeof value === 'string' && value !== '' && value.length <= LONGEST[name];
  if (isText && value.trim() === value && !/\p{Cc}/u.test(value)) return value;
  throw unfitGrant(`must have ${name}, a text of at most ${String(LONGEST[name])} characters`);
}

function scopesOf({ requested_scopes: text }: Claims): readonly string[] {
  const scopes = typeof text === 'string' ? readScopes(text) : [];
  if (scopes.length > 0) return scopes;
  throw unfitGrant('must have requested_scopes, a text of scopes with blanks between them');
}

function readScopes(text: string): readonly string[] {
  try {
    return parseScope(text);
  } catch (error) {
    if (error instanceof OAuthError) throw unfitGrant(`has requested_scopes that cannot be read: ${error.description}`);
    throw error;
  }
}
