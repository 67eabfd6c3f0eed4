import { NotApplicable } from './not-applicable.js';

/** Data on the way from OGNL to values: maps are filled after they were made. */
export type Data = null | boolean | number | string | Date | JavaDecimal | Data[] | Set<Data> | Map<string, Data>;

/** A number with just these digits: `2.50`, or one of thirty. */
export interface JavaDecimal {
  readonly digits: string;
}

export const isDecimal = (data: Data): data is JavaDecimal =>
  data !== null && typeof data === 'object' && 'digits' in data;

type Constructor = (given: readonly Data[]) => Data;

const number: Constructor = ([first]) => Number(printed(first ?? 0));
const decimal: Constructor = ([first]) => ({ digits: printed(first ?? 0) });
const text: Constructor = ([first]) => printed(first ?? '');
const date: Constructor = ([milliseconds]) => new Date(Number(milliseconds));
const list: Constructor = ([first]) => (Array.isArray(first) || first instanceof Set ? [...first] : []);
const set: Constructor = ([first]) => new Set(Array.isArray(first) || first instanceof Set ? first : []);
const map: Constructor = ([first]) => new Map(first instanceof Map ? first : []);
const itself: Constructor = ([first]) => first ?? null;

/** Classes that are plain data here, by their name without the package. */
const classes = new Map<string, Constructor>([
  ...['BigDecimal', 'BigInteger'].map((name) => [name, decimal] as const),
  ...['Integer', 'Long', 'Float', 'Double'].map((name) => [name, number] as const),
  ...['String', 'StringBuilder', 'SimpleDateFormat'].map((name) => [name, text] as const),
  ...['Date', 'Timestamp', 'Time'].map((name) => [name, date] as const),
  ...['ArrayList', 'LinkedList'].map((name) => [name, list] as const),
  ...['HashSet', 'LinkedHashSet'].map((name) => [name, set] as const),
  ...['HashMap', 'LinkedHashMap'].map((name) => [name, map] as const),
  ['ValueLazyContextVariable', itself],
]);

/** Beans of the Spring module's tests that are maps here, with what their fields are before anything is assigned. */
const standIns = new Map<string, () => Map<string, Data>>([
  ...['FormBean01', 'FormBean02', 'FormBean06', 'FormBean07'].map((name) => [name, () => new Map()] as const),
  [
    'FormBean03',
    () =>
      new Map<string, Data>([
        ['nullBool', null],
        ['notNullTrue', true],
        ['notNullFalse', false],
      ]),
  ],
  ['FormBean04', () => new Map<string, Data>([['applications', []]])],
  ['FormBean05', () => new Map<string, Data>([['properties', new Map<string, Data>()]])],
  ['FormBean08', () => new Map<string, Data>([['somethings', new Map<string, Data>()]])],
  ['FormBean04$Application', () => new Map()],
]);

const isOfSpringTests = /\.templateengine\.(springintegration|escaping)\.(requestdata\.)?model\.[\w$]+$/;

/** Whether the class is one that stand-ins are for, and not data of Java's own. */
export const isStandIn = (type: string): boolean => isOfSpringTests.test(type) && standIns.has(shortName(type));

const shortName = (type: string): string => type.slice(type.lastIndexOf('.') + 1);

/** As a text or a name of a map has it: what is neither a list nor a map. @throws NotApplicable */
export function printed(value: Data): string {
  if (isDecimal(value)) return value.digits;
  if (value !== null && typeof value === 'object')
    throw new NotApplicable('the context makes a text of a list or a map');
  return String(value);
}

/** `new type(…)`. @throws NotApplicable */
export function construct(type: string, given: readonly Data[]): Data {
  if (isStandIn(type)) return standIns.get(shortName(type))?.() ?? null;
  const made = classes.get(shortName(type));
  if (made === undefined) throw new NotApplicable(`the context needs the Java class ${type}`);
  return made(given);
}

/** `@type@member(…)`. @throws NotApplicable */
export function callStatic(type: string, member: string, given: readonly Data[] | undefined): Data {
  if (member === 'valueOf' && given !== undefined && classes.get(shortName(type)) === number) return number(given);
  throw new NotApplicable(`the context needs the Java class ${type}`);
}

/** `#dates.create(…)` and `#calendars.create(…)`: year, month from 1, day, and what follows; in UTC. @throws NotApplicable */
export function callUtility(name: string, method: string, given: readonly Data[]): Data {
  if (!['dates', 'calendars'].includes(name) || method !== 'create')
    throw new NotApplicable(`the context calls #${name}.${method}`);
  const [year = 0, month = 1, day = 1, ...time] = given.map(Number);
  const [hours = 0, minutes = 0, seconds = 0, milliseconds = 0] = time;
  return new Date(Date.UTC(year, month - 1, day, hours, minutes, seconds, milliseconds));
}
