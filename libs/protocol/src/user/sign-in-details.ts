import { authorityKey, type Authority } from './authority.js';
import type { LaunchContextEntry, LaunchResourceId, UserSessionDetails } from './user-session.js';

/**
 * What the last sign-in said of a person beside what administrators keep: attributes of another system, or what a callback script added. It counts from
 * the moment the sign-in is complete; the next one that is complete replaces it as a whole, so that what another system takes away is gone.
 */
export interface SignInDetails {
  readonly authorities: readonly Authority[];
  /** Authorities that a callback script left out, whoever gave them: they do not count for as long as the sign-in does. */
  readonly withheld?: readonly Authority[];
  readonly launchContexts: readonly LaunchContextEntry[];
  /** Names and address that a callback script gave. */
  readonly names?: SignInNames;
  /** Absolute URL of the FHIR resource that stands for the person. */
  readonly fhirUserUrl?: string;
  /** Resources that a script put into every launch of the session (`addLaunchResourceId`), by the name of their member of the token response. */
  readonly launchResources?: readonly LaunchResourceId[];
  /** What a script keeps with the session (`setUserData`). */
  readonly userData?: Readonly<Record<string, unknown>>;
}

/** What the person is called instead of what the account says; absent = as there. */
export type SignInNames = Partial<Pick<UserSessionDetails, 'familyName' | 'givenName' | 'email'>>;

/** Of a sign-in that says nothing. */
export const noSignInDetails: SignInDetails = { authorities: [], launchContexts: [] };

type Kept = Pick<UserSessionDetails, 'authorities' | 'defaultLaunchContexts' | 'fhirUserUrl'>;
type Described = Kept & Pick<UserSessionDetails, 'launchResources' | 'userData'> & SignInNames;

/** What is known of a person in all: authorities add up but for those withheld, of launch contexts of one type, of names and of FHIR resources those of the sign-in count. */
export function describedBySignIn(
  { authorities, defaultLaunchContexts, fhirUserUrl }: Kept,
  details: Partial<SignInDetails>,
): Described {
  const { authorities: granted = [], withheld = [], launchContexts = [], fhirUserUrl: ownUrl = fhirUserUrl } = details;
  const { launchResources, userData, names } = details;
  const types = new Set(launchContexts.map(({ contextType }) => contextType));
  const without = new Set(withheld.map(authorityKey));
  const counting = [...authorities, ...granted].filter((each) => !without.has(authorityKey(each)));
  return {
    ...names,
    authorities: [...new Map(counting.map((each) => [authorityKey(each), each])).values()],
    defaultLaunchContexts: [
      ...launchContexts,
      ...defaultLaunchContexts.filter(({ contextType }) => !types.has(contextType)),
    ],
    ...(ownUrl !== undefined && { fhirUserUrl: ownUrl }),
    ...(launchResources && { launchResources }),
    ...(userData && { userData }),
  };
}

/** Somebody as their account alone has them, with what a sign-in says of them. */
export function withSignIn<User extends Kept>(user: User, said: Partial<SignInDetails>): User & Described {
  return { ...user, ...describedBySignIn(user, said) };
}
