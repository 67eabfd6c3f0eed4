import { resourceTypes } from '#protocol/smart/resource-type';
import { parameterKind, type FieldKind } from './field-kinds.js';

/** Something in a text that must not be kept as it is. */
export interface Found {
  readonly kind: FieldKind;
  readonly value: string;
}

// What is looked for here begins where nothing of its kind is before it, so that a text of one endless word is gone through once (V-90).
const DOTTED = /(?<![\w-])[\w-]+(?:\.[\w-]+)+/g;
const CREDENTIALS = /\b(?:bearer|basic|dpop)[ +]([\w+/=.~-]{6,})/gi;
const USER_INFO = /:\/\/([^/@\s?#]+)@/g;
const OPAQUE = /(?<![\w-])[\w-]{24,}(?![\w-])/g;
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;
const MAIL = /(?<![\w.!#$%&'*+-])[\w.!#$%&'*+-]+@[\w-]+(?:\.[\w-]+)+/g;
const REFERENCE = /(?<![A-Za-z])([A-Z][A-Za-z]+)\/([A-Za-z0-9.-]{1,64})(?![\w-])/g;
const SEGMENT = /\/(\d{4,}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})(?=[/?#]|$)/gi;
const FORM = /^[^\s=&?/]+=[^\s&]*(?:&[^\s=&]+=[^\s&]*)*$/;

/** What a text has of secrets, and of people, by its form alone: tokens, addresses of mail, references, ids and parameters in addresses. */
export function foundInText(text: string): readonly Found[] {
  const plain = decoded(text);
  const secrets = [...tokensIn(plain), ...matches(CREDENTIALS, plain), ...matches(USER_INFO, plain)];
  const opaque = matches(OPAQUE, plain).filter(looksDrawn);
  const references = [...plain.matchAll(REFERENCE)].filter(([, type = '']) => resourceTypes.has(type));
  return [
    ...[...secrets, ...opaque].map((value) => ({ kind: 'secret' as const, value })),
    ...inParameters(text),
    ...matches(MAIL, plain).map((value) => ({ kind: 'mail' as const, value })),
    ...[...references.map(([, , id = '']) => id), ...matches(SEGMENT, plain)].map((value) => ({
      kind: 'id' as const,
      value,
    })),
  ];
}

/** An id in a text, and what stands around it. */
export interface IdPlace {
  readonly before: string;
  /** '' where there is none. */
  readonly id: string;
  readonly after: string;
}

/** Ids that are written as one, by the commas between them: the last part of `Patient/1`, what is behind the system in `system|1`. */
export function idPlaces(text: string): readonly IdPlace[] {
  return text.split(',').map(idPlace);
}

export function idsIn(text: string): readonly string[] {
  return idPlaces(text).flatMap(({ id }) => (id === '' ? [] : [id]));
}

/** Of an address or an URN without what is asked of it. */
function idPlace(text: string): IdPlace {
  const system = text.lastIndexOf('|') + 1;
  const isPath = /[/:]/.test(text.slice(system));
  const asked = isPath ? text.slice(system).search(/[?#]/) : -1;
  const path = asked < 0 ? text : text.slice(0, system + asked);
  let end = path.length;
  while (end > system && '/: '.includes(path[end - 1] ?? '')) end -= 1;
  const begin = isPath ? Math.max(system, lastOf(path, '/', end), lastOf(path, ':', end)) : system;
  const id = text.slice(begin, end).trimStart();
  return { before: text.slice(0, end - id.length), id, after: text.slice(end) };
}

/** Where the part behind the last one of these letters begins. */
function lastOf(text: string, letter: string, end: number): number {
  return text.slice(0, end).lastIndexOf(letter) + 1;
}

function inParameters(text: string): readonly Found[] {
  const query = FORM.test(text) ? text : (/\?([^#]*)/.exec(text)?.[1] ?? '');
  return query.split('&').flatMap((pair) => {
    const at = pair.indexOf('=');
    const value = decoded(pair.slice(at + 1).replaceAll('+', ' '));
    if (at < 1 || value === '') return [];
    // `patient.identifier`, `subject:Patient.name`: what is asked for stands last.
    const kind = pair
      .slice(0, at)
      .split(/[.:]/)
      .map(parameterKind)
      .findLast((each) => each !== undefined);
    if (kind === undefined) return [];
    return (kind === 'id' ? idsIn(value) : [value]).map((each) => ({ kind, value: each }));
  });
}

/** Everything from where a token of JSON begins. */
function tokensIn(text: string): readonly string[] {
  return matches(DOTTED, text).flatMap((word) => {
    const at = word.search(/\beyJ/);
    return at < 0 ? [] : [word.slice(at)];
  });
}

/** Nobody writes such a text by hand. */
function looksDrawn(text: string): boolean {
  if (UUID.test(text)) return false;
  return /^[\da-f]{32,}$/i.test(text) || (/\d/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text));
}

function matches(pattern: RegExp, text: string): readonly string[] {
  return [...text.matchAll(pattern)].map(([whole, part]) => part ?? whole);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
