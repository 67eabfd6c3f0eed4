import type { FieldProblem } from '#protocol/json/json-fields';
import { LARGEST_SOURCE } from '../../sources/script-sources.js';

/** What a piece of JSON has to be. Gives what is wrong with it; `path` names it in problems. */
export type Shape = (value: unknown, path: string) => readonly FieldProblem[];

/** Longest text in the input of a bench run, and most items of a list. */
const LONGEST_TEXT = 10_000;
const MOST_ITEMS = 500;
/** Most problems that are told of one list. */
const MOST_TOLD = 20;

export const text: Shape = (value, path) =>
  typeof value === 'string' && value.length <= LONGEST_TEXT
    ? []
    : [problem(path, `is no text of at most ${String(LONGEST_TEXT)} characters`, 'Write it in quotes')];

/** A source of a script, as long as the longest. */
export const sourceText: Shape = (value, path) =>
  typeof value === 'string' && value.length <= LARGEST_SOURCE
    ? []
    : [problem(path, 'is no text of at most 1 MiB', 'Write the source in quotes')];

/** One of a few words. */
export function wordOf(words: readonly string[]): Shape {
  return (value, path) =>
    words.some((word) => word === value)
      ? []
      : [problem(path, 'is none of the words that may be there', `Write ${words.join(', ')}`)];
}

export const flag: Shape = (value, path) =>
  typeof value === 'boolean' ? [] : [problem(path, 'is neither true nor false', 'Write true or false without quotes')];

export const wholeNumber: Shape = (value, path) =>
  Number.isSafeInteger(value) ? [] : [problem(path, 'is not a whole number', 'Write digits without quotes')];

/** A time as ISO 8601. */
export const instant: Shape = (value, path) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value))
    ? []
    : [problem(path, 'is no time', 'Write it as 2026-11-23T08:30:00Z')];

/** An object of any members. */
export const anything: Shape = (value, path) =>
  isObject(value) ? [] : [problem(path, 'is not a JSON object', 'Write it as { "name": value, … }')];

/** An object of texts; their names, which callers choose, are not repeated. */
export const texts: Shape = (value, path) =>
  isObject(value)
    ? Object.values(value)
        .flatMap((each) => text(each, path))
        .slice(0, 1)
    : anything(value, path);

export function listOf(item: Shape): Shape {
  return (value, path) =>
    Array.isArray(value) && value.length <= MOST_ITEMS
      ? value.flatMap((each: unknown, index) => item(each, `${path}[${String(index)}]`)).slice(0, MOST_TOLD)
      : [problem(path, `is not a list of at most ${String(MOST_ITEMS)} items`, 'Put the items in [ ]')];
}

/** An object of these members and no others, whose names are not repeated; those with a name that ends with `?` may be left out. */
export function objectOf(members: Readonly<Record<string, Shape>>): Shape {
  const shapes = new Map(Object.entries(members).map(([name, shape]) => [name.replace('?', ''), shape]));
  const required = Object.keys(members).filter((name) => !name.endsWith('?'));
  return (value, path) => {
    if (!isObject(value)) return anything(value, path);
    const inside = (name: string): string => (path === '' ? name : `${path}.${name}`);
    return [
      ...required
        .filter((name) => !Object.hasOwn(value, name))
        .map((name) => problem(inside(name), 'is missing', 'Take a sample and change what you need')),
      ...(Object.keys(value).every((name) => shapes.has(name))
        ? []
        : [problem(path, 'has members that are not known here', `There may be ${[...shapes.keys()].join(', ')}`)]),
      ...Object.entries(value).flatMap(([name, each]) => shapes.get(name)?.(each, inside(name)) ?? []),
    ];
  };
}

function problem(field: string, what: string, remedy: string): FieldProblem {
  return { field, problem: what, remedy };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
