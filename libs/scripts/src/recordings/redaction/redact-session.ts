import { fieldKind, type FieldKind } from './field-kinds.js';
import { foundInText, idPlaces, idsIn } from './found-in-text.js';
import { withKeptHeaders } from './kept-headers.js';
import { jsonInText } from './json-in-text.js';
import { StandIns } from './stand-ins.js';
import type { RecordedCall, RecordedSession } from '../recorded-session.js';

/** Of a text in an answer beyond which it is free text, or a file. */
const LONGEST_TEXT = 200;
/** What is about apps and servers, and not about people: of it only secrets are replaced. */
const aboutConfiguration: ReadonlySet<string> = new Set(['client', 'server']);

/** Levels of objects and lists that are looked into, those of JSON in texts among them. */
const MOST_LEVELS = 64;
/** Stands for what lies deeper. */
const REMOVED = 'removed';

/** Where in the recording a value is. */
interface Place {
  readonly name: string;
  readonly parent: string;
  /** What the function was called with, as a whole. */
  readonly isInput: boolean;
  /** What is known of the people in it is looked for; false under {@link aboutConfiguration}. */
  readonly isAboutPeople: boolean;
  readonly isAnswer: boolean;
  /** That are left of {@link MOST_LEVELS}. */
  readonly levels: number;
}

const CALL: Place = {
  ...{ name: '', parent: '', isInput: false, isAboutPeople: true, isAnswer: false, levels: MOST_LEVELS },
};
const INPUT: Place = { ...CALL, isInput: true };
const ANSWER: Place = { ...CALL, isAnswer: true };

/**
 * A recording as it may be kept: secrets are gone, and for names, addresses, notes and ids there are stand-ins, the same one wherever the same value
 * is: in what the function was given, in the addresses that it called, in what came back. So scripts go the same ways with it.
 */
export function redactSession({ input, calls }: RecordedSession): RecordedSession {
  const kept = calls.map(withKeptHeaders);
  const standIns = new StandIns();
  collect(standIns, input, INPUT);
  for (const { payload, answer, failure } of kept) {
    collect(standIns, payload, CALL);
    collect(standIns, answer, ANSWER);
    collect(standIns, failure, CALL);
  }
  return { input: replaced(standIns, input, INPUT), calls: kept.map((call) => replacedCall(standIns, call)) };
}

function replacedCall(standIns: StandIns, { operation, payload, answer, failure }: RecordedCall): RecordedCall {
  return {
    ...{ operation, payload: replaced(standIns, payload, CALL) },
    ...(answer !== undefined && { answer: replaced(standIns, answer, ANSWER) }),
    ...(failure !== undefined && { failure: replaced(standIns, failure, CALL) as string }),
  };
}

/** Learns what has to be replaced, before anything is: it may stand in other places too. */
function collect(standIns: StandIns, value: unknown, place: Place): void {
  if (isNested(value)) {
    if (place.levels === 0) return;
    for (const [name, each] of Object.entries(value)) collect(standIns, each, inside(place, value, name));
  } else if (typeof value === 'string') collectText(standIns, value, place);
  else if (typeof value === 'number' && kindAt(place) !== undefined) standIns.of(kindAt(place) ?? 'id', String(value));
}

function collectText(standIns: StandIns, text: string, place: Place): void {
  const read = jsonInText(text, place.levels);
  if (read.kind === 'json') return collect(standIns, read.value, { ...place, name: '' });
  const kind = read.kind === 'too-deep' ? 'secret' : kindAt(place);
  if (text.trim() === '') return;
  if (kind === 'id') for (const id of idsIn(text)) standIns.of('id', id);
  for (const { kind: own, value } of foundInText(text))
    if (place.isAboutPeople || own === 'secret') standIns.of(own, value);
  if (kind !== undefined && kind !== 'id') standIns.of(kind, text);
  else if (place.isAnswer && isFreeText(text)) standIns.of('notes', text);
}

/** Items of a list are what the list is. */
function inside(place: Place, value: object, name: string): Place {
  const levels = place.levels - 1;
  if (Array.isArray(value)) return { ...place, levels };
  const isAboutPeople = place.isAboutPeople && !(place.isInput && aboutConfiguration.has(name));
  return { ...place, name, parent: place.name, isInput: false, isAboutPeople, levels };
}

function kindAt({ name, parent, isAboutPeople }: Place): FieldKind | undefined {
  const kind = fieldKind(name, parent);
  return isAboutPeople || kind === 'secret' ? kind : undefined;
}

/** Numbers are replaced where their field is about a person; texts wherever they are. Names of fields may be ids. */
function replaced(standIns: StandIns, value: unknown, place: Place): unknown {
  if (isNested(value)) return place.levels === 0 ? REMOVED : replacedInside(standIns, value, place);
  const kind = kindAt(place);
  if (typeof value === 'number') return kind === undefined ? value : numberFor(standIns.of(kind, String(value)));
  return typeof value === 'string' && value.trim() !== '' ? replacedText(standIns, value, place) : value;
}

function replacedInside(standIns: StandIns, value: object, place: Place): unknown {
  const entries = Object.entries(value).map(
    ([name, each]) => [name, replaced(standIns, each, inside(place, value, name))] as const,
  );
  if (Array.isArray(value)) return entries.map(([, each]) => each);
  return Object.fromEntries(entries.map(([name, each]) => [standIns.replaceIn(name), each]));
}

function replacedText(standIns: StandIns, text: string, place: Place): string {
  const read = jsonInText(text, place.levels);
  if (read.kind === 'json') return JSON.stringify(replaced(standIns, read.value, { ...place, name: '' }));
  const kind = read.kind === 'too-deep' ? 'secret' : kindAt(place);
  if (kind === 'id') return replacedIds(standIns, text);
  return kind === undefined ? standIns.replaceIn(text) : standIns.of(kind, text);
}

/** However short they are: elsewhere a short one may mean something else. */
function replacedIds(standIns: StandIns, text: string): string {
  const written = idPlaces(text).map(({ before, id, after }) => {
    const standIn = id === '' ? '' : standIns.of('id', id);
    return `${standIns.replaceIn(before)}${standIn}${standIns.replaceIn(after)}`;
  });
  return written.join(',');
}

function numberFor(standIn: string): number {
  return /^\d+$/.test(standIn) ? Number(standIn) : 0;
}

/** Two words are more than a status. */
function isFreeText(text: string): boolean {
  return text.length > LONGEST_TEXT || /\p{L}{2}\s+\p{L}{2}/u.test(text);
}

/** An object or a list. */
function isNested(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
