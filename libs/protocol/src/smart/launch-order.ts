import type { JsonObject } from '../json/json-object.js';
import { isAbsoluteUri } from '../oauth2/absolute-uri.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { webUrlProblem } from '../oauth2/redirect-uri-problem.js';
import { readFhirContext } from './fhir-context.js';
import type { LaunchContext, LaunchResource } from './launch-context.js';
import { isLaunchMember } from './launch-response.js';
import { resourceIdOf } from './resource-id.js';
import { resourceTypeNamed } from './resource-type.js';

/** What an EHR says about an app it is about to open. */
export interface LaunchOrder {
  /** The app. */
  readonly clientId: string;
  /** User name of the person at the EHR; absent = the person whose token made the call. */
  readonly username?: string;
  /** The FHIR base the context belongs to. */
  readonly audience?: string;
  /** Which of the app's launch URLs is to be opened; absent = its first. */
  readonly launchUrl?: string;
  readonly context: LaunchContext;
}

type Check = (value: unknown) => string | undefined;

/** About the launch itself. */
const orderMembers: ReadonlyMap<string, Check> = new Map([
  ['clientId', text(200)],
  ['user', text(200)],
  [
    'aud',
    (value) => (typeof value === 'string' && isAbsoluteUri(value) ? undefined : 'is not the base URL of a FHIR server'),
  ],
  ['launchUrl', text(2048)],
]);

/** What the app gets as it is (STD L5, TK2). */
const contextMembers: ReadonlyMap<string, Check> = new Map([
  ['need_patient_banner', (value) => (typeof value === 'boolean' ? undefined : 'is neither true nor false')],
  ['smart_style_url', (value) => (typeof value === 'string' ? webUrlProblem(value) : 'is not a text')],
  ['intent', text(200)],
  ['tenant', text(200)],
  ['appContext', text(8_000)],
  ['fhirContext', (value) => void readFhirContext(value)],
]);

/** Most members of a launch that other specifications define. */
const MOST_EXTENSIONS = 20;

/**
 * Reads the body of an EHR's call (ruling 41). What nobody knows is refused, so that no context gets lost by a misspelling.
 * @throws OAuthError invalid_request — names the member and what is wrong with it
 * @see STD L5, L8, L9, S12, V-87
 */
export function readLaunchOrder(body: JsonObject): LaunchOrder {
  const resources: LaunchResource[] = [];
  const members: [string, unknown][] = [];
  for (const [name, value] of Object.entries(body)) {
    if (orderMembers.has(name)) assertGood(name, value, orderMembers);
    else if (contextMembers.has(name)) members.push([name, assertGood(name, value, contextMembers)]);
    else if (resourceTypeNamed(name) !== undefined) resources.push({ type: name, id: readId(name, value) });
    else if (isExtension(name)) members.push([name, value]);
    else throw unknownMember(name);
  }
  const has = (wanted: string) => resources.some(({ type }) => type === wanted);
  // The person could choose any patient beside it, and the app would take the visit for one of that patient (STD L3).
  if (has('encounter') && !has('patient'))
    throw refused('encounter', 'is a visit of a patient; name the patient as well');
  if (members.filter(([name]) => isExtension(name)).length > MOST_EXTENSIONS)
    throw refused('body', `has more than ${String(MOST_EXTENSIONS)} extensions`);
  return { ...readOrder(body), context: { resources, members: Object.fromEntries(members) } };
}

function readOrder(body: JsonObject): Omit<LaunchOrder, 'context'> {
  const { clientId, user, aud, launchUrl } = body as Readonly<Record<string, string | undefined>>;
  if (clientId === undefined) throw refused('clientId', 'is missing; name the app to be opened');
  return {
    clientId,
    ...(user !== undefined && { username: user }),
    ...(aud !== undefined && { audience: aud }),
    ...(launchUrl !== undefined && { launchUrl }),
  };
}

function assertGood(name: string, value: unknown, checks: ReadonlyMap<string, Check>): unknown {
  const problem = checks.get(name)?.(value);
  if (problem !== undefined) throw refused(name, problem);
  return value;
}

/** `123` or `Patient/123`. */
function readId(name: string, value: unknown): string {
  const id = resourceIdOf(name, value);
  if (id !== undefined) return id;
  throw refused(name, `is neither an id nor a reference such as ${String(resourceTypeNamed(name))}/123`);
}

/** STD S12: a full URI, or a name with `__` in front. Names that JavaScript gives a meaning, such as `__proto__`, end in `__` as well. */
function isExtension(name: string): boolean {
  const isOwnName = /^__[A-Za-z0-9][A-Za-z0-9_.-]{0,98}$/.test(name) && !name.endsWith('__');
  return (isOwnName || isAbsoluteUri(name)) && isLaunchMember(name);
}

function text(longest: number): Check {
  return (value) => {
    if (typeof value !== 'string' || value === '') return 'is not a text';
    return value.length > longest ? `is longer than ${String(longest)} characters` : undefined;
  };
}

function unknownMember(name: string): OAuthError {
  const known = [...orderMembers.keys(), ...contextMembers.keys()].join(', ');
  return refused(
    name.slice(0, 100),
    `is no member of a launch. There are ${known}, resources by their type in lower case such as patient and encounter, and extensions ` +
      'under a full URI or a name with __ in front',
  );
}

function refused(field: string, problem: string): OAuthError {
  return new OAuthError('invalid_request', `${field} ${problem}`, { parameter: field });
}
