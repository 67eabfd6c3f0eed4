import { isJsonObject } from '#protocol/json/json-object';
import { isResourceId } from '#protocol/smart/resource-id';
import type { ContextChoice } from '../context-choice.js';

type Resource = Readonly<Record<string, unknown>>;

/** Longest text that a page shows, in characters. */
const LONGEST_TEXT = 200;
/** What another server wrote must not rearrange a page: controls, and marks that change the direction of what follows. */
const UNSHOWN = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]+/gu;

const sexes: ReadonlySet<unknown> = new Set(['male', 'female', 'other', 'unknown']);

/**
 * What a person knows a resource by. Every member is optional and may be anything: the answer of another server is believed in nothing.
 * @returns undefined for what is no resource of this type with an id
 * @see FHIR R4 and R5, Patient, Encounter, HumanName
 */
export function choiceOf(resource: unknown, resourceType: string): ContextChoice | undefined {
  if (!isJsonObject(resource) || resource['resourceType'] !== resourceType) return undefined;
  const { id, birthDate, gender } = resource;
  if (!isResourceId(id)) return undefined;
  const [identifier, description] = [identifierOf(resource), periodOf(resource)];
  return {
    ...{ resourceType, id, display: displayOf(resource) ?? `${resourceType}/${id}` },
    ...(isDate(birthDate) && { birthDate }),
    ...(sexes.has(gender) && { sex: String(gender) }),
    ...(identifier !== undefined && { identifier }),
    ...(description !== undefined && { description }),
  };
}

/** Whose resource it is, where it says so: the id of the patient. */
export function patientOf(resource: unknown): string | undefined {
  const reference = isJsonObject(resource) && isJsonObject(resource['subject']) && resource['subject']['reference'];
  return typeof reference === 'string' ? /(?:^|\/)Patient\/([A-Za-z0-9.-]{1,64})$/.exec(reference)?.[1] : undefined;
}

function displayOf({ name, title, type, serviceType, class: kind, code }: Resource): string | undefined {
  return shown(name) ?? nameOf(name) ?? shown(title) ?? firstConcept(type, serviceType, code, kind);
}

/** The name that is in use: the official one, else the first that is not out of use. */
function nameOf(names: unknown): string | undefined {
  const usable = objectsIn(names).filter(({ use }) => use !== 'old' && use !== 'maiden');
  const name = usable.find(({ use }) => use === 'official') ?? usable[0];
  if (name === undefined) return undefined;
  const given = Array.isArray(name['given']) ? (name['given'] as readonly unknown[]) : [];
  const parts = [...given.slice(0, 5), name['family']].flatMap((part) => shown(part) ?? []);
  return shown(name['text']) ?? shown(parts.join(' '));
}

/** Text of the first concept that has one. R4 writes some of them as a coding, R5 as a list of concepts or of references to one. */
function firstConcept(...concepts: readonly unknown[]): string | undefined {
  const candidates = concepts.flatMap((concept) => (isJsonObject(concept) ? [concept] : objectsIn(concept)));
  const texts = candidates
    .map((each) => (isJsonObject(each['concept']) ? each['concept'] : each))
    .flatMap(({ text, display, coding }) => [text, display, ...objectsIn(coding).map((code) => code['display'])]);
  return texts.map(shown).find((text) => text !== undefined);
}

/** The medical record number, else the first number there is. */
function identifierOf({ identifier }: Resource): string | undefined {
  const identifiers = objectsIn(identifier).filter(({ value }) => shown(value) !== undefined);
  const record = identifiers.find(({ type }) => isJsonObject(type) && objectsIn(type['coding']).some(isRecordNumber));
  return shown((record ?? identifiers[0])?.['value']);
}

/** HL7 table 0203. */
function isRecordNumber({ code }: Resource): boolean {
  return code === 'MR';
}

/** Days from and to, of a visit. */
function periodOf({ period, actualPeriod }: Resource): string | undefined {
  const when = isJsonObject(period) ? period : actualPeriod;
  if (!isJsonObject(when)) return undefined;
  const [start, end] = [dayOf(when['start']), dayOf(when['end'])];
  if (start === undefined) return undefined;
  return end === undefined || end === start ? start : `${start} to ${end}`;
}

function dayOf(value: unknown): string | undefined {
  return typeof value === 'string' ? /^\d{4}(?:-\d{2}(?:-\d{2})?)?(?=T|$)/.exec(value)?.[0] : undefined;
}

function isDate(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(value);
}

function objectsIn(value: unknown): readonly Resource[] {
  return Array.isArray(value) ? value.slice(0, 20).filter(isJsonObject) : [];
}

/** A text as it can stand on a page; undefined when nothing is left of it. */
function shown(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value
    .slice(0, 4 * LONGEST_TEXT)
    .replaceAll(UNSHOWN, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return text === '' ? undefined : [...text].slice(0, LONGEST_TEXT).join('');
}
