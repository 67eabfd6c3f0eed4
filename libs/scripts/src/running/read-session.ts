import type { FhirContextItem } from '#protocol/smart/fhir-context';
import type { LaunchContextEntry, LaunchResourceId } from '#protocol/user/user-session';
import { readAuthorities, type AuthorityChange } from './read-authorities.js';
import { readJson, readLine, readList, readName, readObject, readText } from './read-value.js';
import type { KnownPerson } from './session-view.js';
import { UnusableResult } from './unusable-result.js';

const MOST_RESOURCES = 200;
/** Characters of JSON that a script may keep with a session. */
const LARGEST_USER_DATA = 8_192;

const LONGEST = { username: 200, familyName: 200, givenName: 200, email: 320 } as const;
type TextField = keyof typeof LONGEST;

/** A session as a script left it, once all of it is known to be usable. Texts that are not there are ''. */
export interface ReadSession {
  readonly username: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly email: string;
  readonly notes: string;
  readonly fhirUserUrl: string;
  readonly authorities: AuthorityChange;
  readonly defaultLaunchContexts: readonly LaunchContextEntry[];
  readonly launchResourceIds: readonly LaunchResourceId[];
  readonly userData: Readonly<Record<string, unknown>>;
  readonly fhirContext: readonly Pick<FhirContextItem, 'reference' | 'role'>[];
}

/**
 * Reads what the guest says of a session.
 * @param before of the person as the script got them
 * @param fhirBase where relative references of `setFhirUserUrl` are
 * @throws UnusableResult
 */
export function readSession(
  value: unknown,
  before: Pick<KnownPerson, 'authorities' | 'notes' | TextField>,
  fhirBase?: string,
): ReadSession {
  const session = readObject(value, 'the session');
  const line = (name: TextField): string =>
    isUnchanged(session[name], before[name]) ? before[name] : readLine(session[name], name, LONGEST[name]);
  return {
    ...{
      username: line('username'),
      familyName: line('familyName'),
      givenName: line('givenName'),
      email: line('email'),
    },
    notes: isUnchanged(session['notes'], before.notes) ? before.notes : readText(session['notes'], 'notes', 10_000),
    fhirUserUrl: readFhirUser(session['fhirUserUrl'], fhirBase),
    authorities: readAuthorities(session['authorities'], before.authorities),
    defaultLaunchContexts: readDefaults(session['defaultLaunchContexts']),
    launchResourceIds: readResources(session['launchResourceIds']),
    userData: readObject(readJson(session['userData'] ?? {}, 'userData', LARGEST_USER_DATA), 'userData'),
    fhirContext: readFhirContext(session['fhirContext']),
  };
}

/** What another system says of a person is not judged here unless the script touched it. */
function isUnchanged(value: unknown, before: string): boolean {
  return value === before || (before === '' && (value === null || value === undefined));
}

/** An address, or a reference: at the FHIR server of the module, where one is known, it becomes an address. */
function readFhirUser(value: unknown, fhirBase: string | undefined): string {
  const url = readLine(value, 'fhirUserUrl', 2_000);
  if (url === '' || (URL.canParse(url) && /^https?:/.test(url))) return url;
  if (!/^[A-Za-z]{1,64}\/[A-Za-z0-9.-]{1,64}$/.test(url))
    throw new UnusableResult('fhirUserUrl is neither an http(s) address nor a reference such as Practitioner/123');
  return fhirBase === undefined ? url : `${fhirBase.replace(/\/$/, '')}/${url}`;
}

/** One that a script made and gave no id is none. */
function readDefaults(value: unknown): readonly LaunchContextEntry[] {
  return readList(value, 'defaultLaunchContexts', MOST_RESOURCES).flatMap((item) => {
    const { contextType, resourceId } = readObject(item, 'a default launch context');
    const id = readLine(resourceId, 'the id of a default launch context', 500);
    return id === '' ? [] : [{ contextType: readName(contextType, 'contextType', 64), resourceId: id }];
  });
}

function readResources(value: unknown): readonly LaunchResourceId[] {
  return readList(value, 'launchResourceIds', MOST_RESOURCES).map((item) => {
    const { resourceType, resourceId } = readObject(item, 'a launch resource');
    return {
      resourceType: readName(resourceType, 'resourceType', 64),
      resourceId: readName(resourceId, 'resourceId', 500),
    };
  });
}

function readFhirContext(value: unknown): ReadSession['fhirContext'] {
  return readList(value ?? [], 'fhirContext', MOST_RESOURCES).map((item) => {
    const { reference, role } = readObject(item, 'an item of fhirContext');
    const purpose = readLine(role, 'a role of fhirContext', 500);
    return {
      reference: readName(reference, 'a reference of fhirContext', 200),
      ...(purpose !== '' && { role: purpose }),
    };
  });
}
