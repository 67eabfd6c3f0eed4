import { isJsonObject, type JsonObject } from '../json/json-object.js';
import { isAbsoluteUri } from '../oauth2/absolute-uri.js';
import { OAuthError } from '../oauth2/oauth-error.js';
import { resourceTypes } from './resource-type.js';

/** A resource in context besides patient and encounter (SMART 2.2; STD L8). */
export interface FhirContextItem {
  /** Relative to the FHIR base: `ImagingStudy/123`. */
  readonly reference?: string;
  /** May carry `|version`. */
  readonly canonical?: string;
  readonly identifier?: JsonObject;
  readonly type?: string;
  /** Absent means `launch`. */
  readonly role?: string;
}

/** Most items of one launch, and the longest identifier, in characters of its JSON. */
const MOST_ITEMS = 20;
const LONGEST_IDENTIFIER = 1_000;

const memberNames: ReadonlySet<string> = new Set(['reference', 'canonical', 'identifier', 'type', 'role']);
/** These have members of their own, unless they are there for another reason than the launch (STD L9). */
const typesWithMember: ReadonlySet<string> = new Set(['Patient', 'Encounter']);

/**
 * Reads the `fhirContext` that somebody wants an app to get.
 * @throws OAuthError invalid_request — names the item and what is wrong with it
 * @see SMART App Launch 2.2, "fhirContext"; STD L8, L9
 */
export function readFhirContext(value: unknown): readonly FhirContextItem[] {
  if (!Array.isArray(value) || value.length > MOST_ITEMS)
    throw refused('fhirContext', `is not a list of at most ${String(MOST_ITEMS)} objects`);
  return value.map((item: unknown, place) => readItem(item, `fhirContext[${String(place)}]`));
}

function readItem(item: unknown, path: string): FhirContextItem {
  if (!isJsonObject(item)) throw refused(path, 'is not an object; write { "reference": "ImagingStudy/123" }');
  const unknown = Object.keys(item).find((name) => !memberNames.has(name));
  if (unknown !== undefined) throw refused(path, `has the member ${unknown}, which fhirContext does not know`);
  if (!['reference', 'canonical', 'identifier'].some((name) => Object.hasOwn(item, name)))
    throw refused(path, 'needs reference, canonical or identifier');
  for (const [name, check] of checks) {
    const problem = Object.hasOwn(item, name) ? check(item[name]) : undefined;
    if (problem !== undefined) throw refused(`${path}.${name}`, problem);
  }
  const read = item as FhirContextItem;
  const problem = typeProblem(read);
  if (problem !== undefined) throw refused(path, problem);
  return read;
}

const checks: ReadonlyMap<string, (value: unknown) => string | undefined> = new Map([
  ['reference', referenceProblem],
  ['canonical', canonicalProblem],
  ['identifier', identifierProblem],
  ['type', (value: unknown) => (isResourceType(value) ? undefined : 'is not a FHIR resource type')],
  ['role', roleProblem],
]);

function referenceProblem(value: unknown): string | undefined {
  const [, type] =
    (typeof value === 'string' &&
      /^([A-Za-z]{1,64})\/[A-Za-z0-9.-]{1,64}(?:\/_history\/[A-Za-z0-9.-]{1,64})?$/.exec(value)) ||
    [];
  return isResourceType(type)
    ? undefined
    : 'is not a relative reference; write resource type and id, as in ImagingStudy/123';
}

function canonicalProblem(value: unknown): string | undefined {
  const [uri = '', version, ...more] = typeof value === 'string' ? value.split('|') : [];
  const isVersion = version === undefined || /^[\x21-\x7e]{1,100}$/.test(version);
  return isAbsoluteUri(uri) && isVersion && more.length === 0
    ? undefined
    : 'is not a canonical URL with or without |version';
}

function identifierProblem(value: unknown): string | undefined {
  if (!isJsonObject(value)) return 'is not a FHIR Identifier object';
  const texts = ['system', 'value'].filter((name) => typeof value[name] === 'string' && value[name] !== '');
  if (texts.length === 0) return 'needs a value';
  return JSON.stringify(value).length <= LONGEST_IDENTIFIER ? undefined : 'is too long';
}

function roleProblem(value: unknown): string | undefined {
  const isRole = typeof value === 'string' && (value === 'launch' || isAbsoluteUri(value));
  return isRole ? undefined : 'is neither "launch" nor an absolute URI; leave it out for "launch"';
}

function typeProblem({ reference, type, role = 'launch' }: FhirContextItem): string | undefined {
  const referenced = reference?.slice(0, reference.indexOf('/'));
  if (referenced !== undefined && type !== undefined && referenced !== type) return 'names two resource types';
  const what = referenced ?? type ?? '';
  if (role !== 'launch' || !typesWithMember.has(what)) return undefined;
  return `has a ${what}, which belongs in the member ${what.toLowerCase()} unless it has a role of its own`;
}

function isResourceType(value: unknown): boolean {
  return typeof value === 'string' && resourceTypes.has(value);
}

function refused(field: string, problem: string): OAuthError {
  return new OAuthError('invalid_request', `${field} ${problem}`, { parameter: field });
}
