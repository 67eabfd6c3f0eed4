/** Methods of one sign-in that are kept, and characters of each. */
const MOST_METHODS = 10;
const METHOD = /^[A-Za-z0-9_.:-]{1,40}$/;

/** Names of a person, as another server says them. Empty where it does not. */
export interface FederatedPerson {
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
}

type Claims = Readonly<Record<string, unknown>>;

/** What both documents say; where they differ the ID token counts, because it is signed. */
export function joinedClaims(idToken: Claims, userInfo: Claims | undefined): Claims {
  return { ...userInfo, ...idToken };
}

/** The names in standard claims (OpenID Connect Core §5.1). An e-mail address of which the server itself says that it is unproved is none (V-75). */
export function federatedPerson(claims: Claims): FederatedPerson {
  const isUnproved = claims['email_verified'] === false || claims['email_verified'] === 'false';
  const familyName = textOf(claims['family_name']);
  const givenName = textOf(claims['given_name']);
  const isNamed = familyName !== '' || givenName !== '';
  return {
    familyName: isNamed ? familyName : textOf(claims['name']),
    givenName,
    email: isUnproved ? '' : textOf(claims['email']),
  };
}

/** By which methods the person proved who they are there, as far as the server says (RFC 8176). */
export function federatedMethods({ amr }: Claims): readonly string[] {
  if (!Array.isArray(amr)) return [];
  const methods = (amr as readonly unknown[]).filter((each): each is string => typeof each === 'string');
  return [...new Set(methods.filter((method) => METHOD.test(method)))].slice(0, MOST_METHODS);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
