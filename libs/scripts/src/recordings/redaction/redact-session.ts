import { fieldKind, type FieldKind } from './field-kinds.js';
import { foundInText, idsIn } from './found-in-text.js';
import { StandIns } from './stand-ins.js';
import type { RecordedCall, RecordedSession } from '../recorded-session.js';

/** Headers of a script's own calls that are kept, of the request and of the answer. */
const keptHeaders: ReadonlySet<string> = new Set(['accept', 'content-type', 'location', 'retry-after']);
/** Of a text in an answer beyond which it is free text, or a file. */
const LONGEST_TEXT = 200;
/** What is about apps and servers, and not about people: of it only secrets are replaced. */
const aboutConfiguration: ReadonlySet<string> = new Set(['client', 'server']);

/** Where in the recording a value is. */
interface Place {
  readonly name: string;
  readonly parent: string;
  /** What is known of the people in it is looked for; false under {@link aboutConfiguration}. */
  readonly isAboutPeople: boolean;
  readonly isAnswer: boolean;
}

/**
 * A recording as it may be kept: secrets are gone, and for names, addresses, notes and ids there are stand-ins, the same one wherever the same value
 * is: in what the function was given, in the addresses that it called, in what came back. So scripts go the same ways with it.
 */
export function redactSession({ input, calls }: RecordedSession): RecordedSession {
  const session = { input, calls: calls.map(withKeptHeaders) };
  const standIns = new StandIns();
  collect(standIns, session.input, placeOf('', true, false));
  for (const { payload, answer, failure } of session.calls) {
    collect(standIns, payload, placeOf('', true, false));
    collect(standIns, answer, placeOf('', true, true));
    collect(standIns, failure, placeOf('', true, false));
  }
  return replaced(standIns, session) as RecordedSession;
}

function placeOf(name: string, isAboutPeople: boolean, isAnswer: boolean): Place {
  return { name, parent: '', isAboutPeople, isAnswer };
}

/** Learns what has to be replaced, before anything is: it may stand in other places too. */
function collect(standIns: StandIns, value: unknown, place: Place): void {
  if (Array.isArray(value)) for (const item of value) collect(standIns, item, place);
  else if (isObject(value))
    for (const [name, each] of Object.entries(value)) collect(standIns, each, inside(place, name));
  else if (typeof value === 'string') collectText(standIns, value, place);
  else if (typeof value === 'number' && kindAt(place) !== undefined) standIns.of(kindAt(place) ?? 'id', String(value));
}

function collectText(standIns: StandIns, text: string, place: Place): void {
  const inner = jsonIn(text);
  if (inner !== undefined) return collect(standIns, inner, { ...place, name: '' });
  const kind = kindAt(place);
  if (text.trim() === '') return;
  if (kind === 'id') for (const id of idsIn(text)) standIns.of('id', id);
  for (const { kind: own, value } of foundInText(text))
    if (place.isAboutPeople || own === 'secret') standIns.of(own, value);
  if (kind !== undefined && kind !== 'id') standIns.of(kind, text);
  else if (place.isAnswer && isFreeText(text)) standIns.of('notes', text);
}

function inside(place: Place, name: string): Place {
  const isAboutPeople = place.isAboutPeople && !(place.name === '' && aboutConfiguration.has(name));
  return { ...place, name, parent: place.name, isAboutPeople };
}

function kindAt({ name, parent, isAboutPeople }: Place): FieldKind | undefined {
  const kind = fieldKind(name, parent);
  return isAboutPeople || kind === 'secret' ? kind : undefined;
}

/** Numbers are replaced where their field is about a person; texts wherever they are. Names of fields may be ids. */
function replaced(standIns: StandIns, value: unknown, place: Place = placeOf('', true, false)): unknown {
  if (Array.isArray(value)) return value.map((item) => replaced(standIns, item, place));
  if (isObject(value))
    return Object.fromEntries(
      Object.entries(value).map(([name, each]) => [
        standIns.replaceIn(name),
        replaced(standIns, each, inside(place, name)),
      ]),
    );
  const kind = kindAt(place);
  if (typeof value === 'number') return kind === undefined ? value : numberFor(standIns.of(kind, String(value)));
  if (typeof value !== 'string' || value.trim() === '') return value;
  const inner = jsonIn(value);
  if (inner !== undefined) return JSON.stringify(replaced(standIns, inner, { ...place, name: '' }));
  return kind !== undefined && kind !== 'id' ? standIns.of(kind, value) : standIns.replaceIn(value);
}

function numberFor(standIn: string): number {
  return /^\d+$/.test(standIn) ? Number(standIn) : 0;
}

/** A body that is JSON, as most are. */
function jsonIn(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function withKeptHeaders(call: RecordedCall): RecordedCall {
  const { payload, answer } = call;
  return {
    ...call,
    payload: keepingHeaders(payload),
    ...(answer !== undefined && { answer: keepingHeaders(answer) }),
  };
}

function keepingHeaders(value: unknown): unknown {
  if (!isObject(value) || !isObject(value['headers'])) return value;
  const kept = Object.entries(value['headers']).filter(([name]) => keptHeaders.has(name.toLowerCase()));
  return { ...value, headers: Object.fromEntries(kept) };
}

function isFreeText(text: string): boolean {
  return text.length > LONGEST_TEXT || (/\S\s+\S+\s+\S/.test(text) && !/^https?:\S+$/.test(text));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
