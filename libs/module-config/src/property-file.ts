import type { ConfigurationProblem } from './configuration-problem.js';
import { logicalLines, type LogicalLine } from './property-lines.js';
import { strayLineWarnings, type StrayLine } from './stray-lines.js';

/** What a property file says. */
export interface PropertyFile {
  readonly properties: ReadonlyMap<string, string>;
  /** The line on which each key stands, counted from 1. */
  readonly lines: ReadonlyMap<string, number>;
  /** Keys that blanks alone separate from their value: allowed, but a line of plain text looks like that too. */
  readonly withoutSign: ReadonlySet<string>;
  readonly problems: readonly ConfigurationProblem[];
  /** What java.util.Properties takes without a word, with line numbers. */
  readonly warnings: readonly ConfigurationProblem[];
}

/** Keys that mean something here: without a value they would silently mean something else. */
const MEANINGFUL = /^(?:module\.|gatehouse|node\.id)/;

/**
 * Reads a property file in the format of java.util.Properties, in which the product's configuration is written: comments with `#` and `!`,
 * continuation with `\` (multi-line values end their lines with `\n\`), `=`, `:` or blanks between key and value, escapes.
 * Of keys written twice the last counts, with a warning. A line without a value is left out with a warning: most likely it belongs to the
 * value above it; with a key of ours it is a problem, as are broken escapes.
 */
export function parseProperties(text: string): PropertyFile {
  const properties = new Map<string, string>();
  const lines = new Map<string, number>();
  const withoutSign = new Set<string>();
  const problems: ConfigurationProblem[] = [];
  const warnings: ConfigurationProblem[] = [];
  const stray: StrayLine[] = [];
  let above = '';
  for (const line of logicalLines(text)) {
    const { key, value, hasSign, hasValue, problem } = readLine(line);
    if (!hasValue && !MEANINGFUL.test(key)) {
      stray.push({ word: key, number: line.number, above });
      continue;
    }
    above = key;
    const earlier = lines.get(key);
    if (problem) problems.push(problem);
    if (earlier !== undefined) warnings.push(repeated(key, earlier, line.number));
    properties.set(key, value);
    lines.set(key, line.number);
    if (!hasSign) withoutSign.add(key);
  }
  return { properties, lines, withoutSign, problems, warnings: [...warnings, ...strayLineWarnings(stray)] };
}

interface ReadLine {
  readonly key: string;
  readonly value: string;
  /** Whether `=` or `:` stands between key and value. */
  readonly hasSign: boolean;
  /** False for a line that is a key alone; an empty value after a sign is one. */
  readonly hasValue: boolean;
  readonly problem?: ConfigurationProblem;
}

function readLine(line: LogicalLine): ReadLine {
  const [, rawKey = '', separator = '', rawValue = ''] =
    /^((?:[^\\=: \t\f]|\\.)*)([ \t\f]*[=:]?[ \t\f]*)(.*)$/s.exec(line.text) ?? [];
  const key = unescape(rawKey);
  if (!/[=: \t\f]/.test(separator))
    return { key, value: '', hasSign: true, hasValue: false, problem: withoutValue(key, line.number) };
  if (hasBrokenEscape(rawKey) || hasBrokenEscape(rawValue))
    return { key, value: '', hasSign: true, hasValue: true, problem: brokenEscape(key, line.number) };
  return { key, value: unescape(rawValue), hasSign: /[=:]/.test(separator), hasValue: true };
}

const letters: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

function unescape(text: string): string {
  return text.replaceAll(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_whole, hex: string | undefined, letter: string) =>
    hex === undefined ? (letters[letter] ?? letter) : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function hasBrokenEscape(text: string): boolean {
  return /(?<!\\)(?:\\\\)*\\u(?![0-9a-fA-F]{4})/.test(text);
}

function repeated(key: string, earlier: number, later: number): ConfigurationProblem {
  const problem = `is written twice, on lines ${earlier} and ${later}: the later line counts`;
  return { key, problem, remedy: 'Remove one of the two.' };
}

function withoutValue(key: string, number: number): ConfigurationProblem {
  return {
    key,
    problem: `line ${number} has a key and no value`,
    remedy: `Write ${key}=… ; if the line belongs to the value above it, end the line above with \\n\\`,
  };
}

function brokenEscape(key: string, number: number): ConfigurationProblem {
  return {
    key,
    problem: `line ${number} has \\u without four hexadecimal digits`,
    remedy: 'Write \\\\u for a backslash before u.',
  };
}
