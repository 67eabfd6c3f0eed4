import { resourceIdOf } from '../smart/resource-id.js';

type Claims = Readonly<Record<string, unknown>>;

/** What an access token of another server says, as far as anything here goes by it. */
export interface AccessTokenFacts {
  /** Id of the holder there: a person's, or that of the client whose own token it is. The two are told apart by {@link isOfClient}. */
  readonly subject: string;
  /** A client shows a token of its own: it has no `sub`, or the client is its `sub` (RFC 9068 §2.2). */
  readonly isOfClient: boolean;
  readonly scopes: readonly string[];
  readonly clientId?: string;
  readonly jti?: string;
  /** A name for people; somebody else may have it tomorrow. */
  readonly username?: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  /** Id of the patient in context; empty where the token says what can be the id of none, so that it opens no record. */
  readonly patient?: string;
  readonly fhirUser?: string;
  readonly acr?: string;
  /** Seconds since 1970. */
  readonly authTime?: number;
  readonly expiresAt?: number;
}

const LONGEST_TEXT = 2_048;
const MOST_SCOPES = 500;

/**
 * Reads verified claims, or the answer of an introspection endpoint; `undefined` where they name nobody. Scopes are `scope` (RFC 8693 §4.2) or, as
 * some servers have it, `scp`; the client is `client_id`, `azp` or `cid`. A `sub` that is there and is no id names nobody.
 */
export function accessTokenFacts(claims: Claims): AccessTokenFacts | undefined {
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => textOf(claims[name])).find((value) => value !== undefined);
  const clientId = text('client_id', 'azp', 'cid');
  const isUnnamed = claims['sub'] === undefined || claims['sub'] === null;
  const subject = isUnnamed ? clientId : text('sub');
  if (subject === undefined) return undefined;
  const { auth_time: authTime, exp } = claims;
  const patient = text('patient');
  const optional = {
    ...{ clientId, jti: text('jti'), username: text('username', 'preferred_username') },
    ...{ patient: patient && (resourceIdOf('patient', patient) ?? ''), fhirUser: text('fhirUser'), acr: text('acr') },
    authTime: typeof authTime === 'number' ? authTime : undefined,
    expiresAt: typeof exp === 'number' ? exp : undefined,
  };
  return {
    ...{ subject, isOfClient: subject === clientId, scopes: scopesOf(claims['scope'] ?? claims['scp']) },
    ...{ givenName: text('given_name') ?? '', familyName: text('family_name') ?? '', email: text('email') ?? '' },
    ...(Object.fromEntries(
      Object.entries(optional).filter(([, value]) => value !== undefined),
    ) as Partial<AccessTokenFacts>),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT ? value : undefined;
}

function scopesOf(value: unknown): readonly string[] {
  const words: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(' ') : [];
  const scopes = words.filter((word): word is string => typeof word === 'string' && /^[!#-[\]-~]{1,500}$/.test(word));
  return [...new Set(scopes.slice(0, MOST_SCOPES))];
}
