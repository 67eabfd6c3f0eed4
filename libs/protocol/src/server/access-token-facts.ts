type Claims = Readonly<Record<string, unknown>>;

/** What an access token of another server says, as far as anything here goes by it. */
export interface AccessTokenFacts {
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly clientId?: string;
  readonly jti?: string;
  /** A name for people; somebody else may have it tomorrow. */
  readonly username?: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  /** Id of the patient in context. */
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
 * some servers have it, `scp`; the client is `client_id`, `azp` or `cid`.
 */
export function accessTokenFacts(claims: Claims): AccessTokenFacts | undefined {
  const text = (...names: readonly string[]): string | undefined =>
    names.map((name) => textOf(claims[name])).find((value) => value !== undefined);
  const clientId = text('client_id', 'azp', 'cid');
  const subject = text('sub') ?? clientId;
  if (subject === undefined) return undefined;
  const { auth_time: authTime, exp } = claims;
  const optional = {
    ...{ clientId, jti: text('jti'), username: text('username', 'preferred_username') },
    ...{ patient: text('patient'), fhirUser: text('fhirUser'), acr: text('acr') },
    authTime: typeof authTime === 'number' ? authTime : undefined,
    expiresAt: typeof exp === 'number' ? exp : undefined,
  };
  return {
    ...{ subject, scopes: scopesOf(claims['scope'] ?? claims['scp']) },
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

/** Kinds of tokens that Keycloak names in the claim `typ`, and that are for somebody else. */
const otherKinds: readonly unknown[] = ['ID', 'Refresh', 'Offline', 'Logout'];
/** Claims of ID tokens and of logout tokens alone. */
const foreignClaims = ['at_hash', 'c_hash', 's_hash', 'events'];

/**
 * Why a verified JWT is no access token that may be shown by anybody, for the log; `undefined` where it is one. A token that says by `typ` what it is
 * (RFC 9068 §2.1) is believed; of others those are taken that name scopes, or are called Bearer, and have nothing of an ID token (V-46). One that
 * is bound to a key is worth nothing without a proof, which nobody checks here (RFC 7800 §3.1).
 */
export function accessTokenProblem(typ: unknown, claims: Claims): string | undefined {
  if (claims['cnf'] !== undefined) return 'it is bound to a key';
  if (typeof typ === 'string' && /^(application\/)?at\+jwt$/i.test(typ)) return undefined;
  if (otherKinds.includes(claims['typ'])) return 'it is another kind of token';
  const foreign = foreignClaims.find((name) => claims[name] !== undefined);
  if (foreign !== undefined) return `it has the claim ${foreign}, which access tokens do not have`;
  const isBearer = claims['typ'] === 'Bearer';
  if (claims['nonce'] !== undefined && !isBearer) return 'it has a nonce, as ID tokens do';
  const hasScopes = claims['scope'] !== undefined || claims['scp'] !== undefined;
  return isBearer || hasScopes ? undefined : 'nothing tells that it is an access token';
}
