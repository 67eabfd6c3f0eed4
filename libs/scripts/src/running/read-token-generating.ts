import { defaultResources, launchContextFor, soleResources, type LaunchContext } from '#protocol/smart/launch-context';
import { resourceIdOf } from '#protocol/smart/resource-id';
import type { LaunchContextEntry, UserSessionDetails } from '#protocol/user/user-session';
import type { TokenGeneratingCall, TokenGeneratingResult } from '../post-authorize-script.port.js';
import { launchAfter } from './launch-after.js';
import { readSession, type ReadSession } from './read-session.js';
import { readJson, readList, readName, readObject } from './read-value.js';

const MOST_CLAIMS = 50;
/** Characters of JSON: tokens travel in headers of 8 KB. */
const LARGEST_CLAIMS = 6_000;

/** The launch that a script sees and changes: that of the grant, with what a script put into every launch of the session when the person signed in. */
export function launchToChange({
  launchContext,
  user,
}: Pick<TokenGeneratingCall, 'launchContext' | 'user'>): LaunchContext {
  const ofSession = (user?.launchResources ?? []).flatMap(({ resourceType: type, resourceId }) => {
    const isThere = launchContext.resources.some(
      (each) => each.type.toLowerCase() === type.toLowerCase() && each.role === undefined,
    );
    return isThere ? [] : [{ type, id: resourceIdOf(type, resourceId) ?? resourceId }];
  });
  if (ofSession.length === 0) return launchContext;
  return { ...launchContext, resources: [...launchContext.resources, ...ofSession] };
}

/**
 * What `onTokenGenerating` changed.
 * @throws UnusableResult
 */
export function readTokenGenerating(
  value: unknown,
  call: Pick<TokenGeneratingCall, 'launchContext' | 'user' | 'scopes'>,
  fhirBase: string | undefined,
): TokenGeneratingResult {
  const { session, claims } = readObject(value, 'the result');
  const accessTokenClaims = readClaims(claims);
  const { user, launchContext } = call;
  if (user === undefined) return { launchContext, accessTokenClaims };
  const read = readSession(session, user, fhirBase);
  const launch = withDefaults(launchAfter(launchToChange(call), read), call, read);
  return { user: personAfter(user, read), launchContext: launch, accessTokenClaims };
}

/** Default contexts that the script gave the person count as those do that they had before: where the scopes ask, and the launch has nothing of the type. */
function withDefaults(
  launch: LaunchContext,
  { user, scopes }: Pick<TokenGeneratingCall, 'user' | 'scopes'>,
  { defaultLaunchContexts }: ReadSession,
): LaunchContext {
  const before = new Set(user?.defaultLaunchContexts.map(entryKey));
  const given = defaultLaunchContexts.filter((each) => !before.has(entryKey(each)));
  if (given.length === 0) return launch;
  const there = new Set(launch.resources.map(({ type }) => type.toLowerCase()));
  const wanted = launchContextFor(scopes, { resources: soleResources(defaultResources(given)), members: {} });
  const added = wanted.resources.filter(({ type }) => !there.has(type));
  return added.length === 0 ? launch : { ...launch, resources: [...launch.resources, ...added] };
}

function entryKey({ contextType, resourceId }: LaunchContextEntry): string {
  return JSON.stringify([contextType, resourceId]);
}

/** Who somebody is, no script says: number, name and module stay. */
function personAfter({ fhirUserUrl: _url, ...person }: UserSessionDetails, read: ReadSession): UserSessionDetails {
  const { familyName, givenName, email, notes, defaultLaunchContexts, userData, fhirUserUrl } = read;
  return {
    ...person,
    ...{ familyName, givenName, email, notes, defaultLaunchContexts },
    authorities: read.authorities.all,
    ...(fhirUserUrl !== '' && { fhirUserUrl }),
    ...((person.userData ?? Object.keys(userData).length > 0) && { userData }),
  };
}

/** Pairs of name and value, so that no name means anything on the way. */
function readClaims(value: unknown): Readonly<Record<string, unknown>> {
  readJson(value, 'the claims', LARGEST_CLAIMS);
  const pairs = readList(value, 'the claims', MOST_CLAIMS).map((pair) => {
    const [name, claim = null] = readList(pair, 'a claim', 2);
    return [readName(name, 'the name of a claim', 100), claim] as const;
  });
  return Object.fromEntries(pairs);
}
