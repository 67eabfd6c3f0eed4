type Claims = Readonly<Record<string, unknown>>;

/** Claims in which servers say what a token is for: Keycloak's `typ`, the `token_use` of Cognito and Hydra, the `token_type` of RFC 7662. */
const kindClaims = ['typ', 'token_use', 'token_type'];
/** What they call an access token that anybody may show. */
const accessKinds = new Set(['bearer', 'access', 'access_token', 'at+jwt', 'application/at+jwt']);
/** Claims of ID tokens and of logout tokens alone. */
const foreignClaims = ['at_hash', 'c_hash', 's_hash', 'events'];

/**
 * Why a verified JWT is no access token that may be shown by anybody, for the log; `undefined` where it is one. A token that says by `typ` what it is
 * (RFC 9068 §2.1) is believed; of others those are taken that name scopes, or are called access tokens, and have nothing of another kind (V-46).
 */
export function accessTokenProblem(typ: unknown, claims: Claims): string | undefined {
  if (isSaid(claims['cnf'])) return BOUND;
  if (typeof typ === 'string' && /^(application\/)?at\+jwt$/i.test(typ)) return undefined;
  return otherKindProblem(claims) ?? (isCalledAccess(claims) || namesScopes(claims) ? undefined : UNTOLD);
}

/**
 * The same of what a server answers about a token (RFC 7662 §2.2). It was asked about an access token, and some answer about any: refresh tokens are
 * active, too.
 */
export function introspectedTokenProblem(answer: Claims): string | undefined {
  return isSaid(answer['cnf']) ? BOUND : otherKindProblem(answer);
}

/** One that is bound to a key is worth nothing without a proof, which nobody checks here (RFC 7800 §3.1). */
const BOUND = 'it is bound to a key';
const UNTOLD = 'nothing tells that it is an access token';

function otherKindProblem(claims: Claims): string | undefined {
  if (kindClaims.some((name) => isSaid(claims[name]) && !isAccessKind(claims[name])))
    return 'it is another kind of token';
  const foreign = foreignClaims.find((name) => isSaid(claims[name]));
  if (foreign !== undefined) return `it has the claim ${foreign}, which access tokens do not have`;
  return isSaid(claims['nonce']) && !isCalledAccess(claims) ? 'it has a nonce, as ID tokens do' : undefined;
}

function isCalledAccess(claims: Claims): boolean {
  return kindClaims.some((name) => isAccessKind(claims[name]));
}

function isAccessKind(kind: unknown): boolean {
  return typeof kind === 'string' && accessKinds.has(kind.toLowerCase());
}

/** By a text, or by a list of texts as some servers have it. */
function namesScopes({ scope, scp }: Claims): boolean {
  return [scope, scp].some((value) => {
    const words: readonly unknown[] = Array.isArray(value) ? value : [value];
    return words.length > 0 && words.every((word) => typeof word === 'string' && word.trim() !== '');
  });
}

/** A claim of null says nothing. */
function isSaid(value: unknown): boolean {
  return value !== undefined && value !== null;
}
