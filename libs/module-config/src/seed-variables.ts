import { mapTexts } from '#protocol/json/map-texts';
import type { ConfigurationProblem } from './configuration-problem.js';

/** Where variables get their values. */
export interface SeedVariables {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the product calls system properties; ours are the properties of the server. */
  readonly systemProperties: ReadonlyMap<string, string>;
}

/** A value with its variables replaced. */
export interface SubstitutedValue {
  /** Variables without a value stand where they stood, so that they are not taken for fields without one. */
  readonly value: unknown;
  readonly problems: readonly ConfigurationProblem[];
  /** Names of the system properties that the seed refers to, whether they have a value or not. */
  readonly systemProperties: readonly string[];
}

const variable = /#\{\s*(env|systemProperties)\s*\[\s*(?:'([^']*)'|"([^"]*)")\s*\]\s*\}/g;

/** Whether a text holds a variable anywhere. */
export function holdsVariable(text: string): boolean {
  return text.search(variable) >= 0;
}

/** Spring's own way to write `#{` where no variable is meant: `#{'#{'}env['X']}` is the text `#{env['X']}`. */
const LITERAL = "#{'#{'}";
const variableOrLiteral = new RegExp(`#\\{'#\\{'\\}|${variable.source}`, 'g');
/** What would be read as another text than it is. */
const toBeEscaped = /#\{(?='#\{'\}|\s*(?:env|systemProperties)\s*\[)/g;

/** They open everything else: no text gets their values, whoever wrote it. */
const WITHHELD: ReadonlySet<string> = new Set(['DATABASE_URL', 'GATEHOUSE_ENCRYPTION_KEY']);

/** A text with its variables replaced. */
export interface SubstitutedText {
  /** Variables without a value stand where they stood. */
  readonly text: string;
  /** Those variables, as they are written. */
  readonly missing: readonly string[];
  /** Names of the system properties that the text refers to. */
  readonly systemProperties: readonly string[];
}

/** Replaces `#{env['X']}` and `#{systemProperties['X']}` in a text; what is inserted is not searched again. */
export function substituteVariables(text: string, variables: SeedVariables): SubstitutedText {
  const missing: string[] = [];
  const systemProperties: string[] = [];
  const replaced = text.replaceAll(
    variableOrLiteral,
    (whole: string, source: string | undefined, single?: string, double?: string) => {
      if (source === undefined) return '#{';
      const name = single ?? double ?? '';
      const value = lookUp(variables, source, name);
      if (source === 'systemProperties') systemProperties.push(name);
      if (value === undefined) missing.push(whole);
      return value ?? whole;
    },
  );
  return { text: replaced, missing, systemProperties };
}

/** The text, so written that {@link substituteVariables} gives it back as it is. */
export function withoutVariables(text: string): string {
  return text.replaceAll(toBeEscaped, () => LITERAL);
}

/**
 * Replaces the variables in every text of a parsed seed file (reference 13). It works on the parsed value, so that a variable's text never
 * changes the structure of the file.
 */
export function substituteSeedVariables(seed: unknown, variables: SeedVariables): SubstitutedValue {
  const missing = new Set<string>();
  const systemProperties = new Set<string>();
  const value = mapTexts(seed, (written) => {
    const { text, ...found } = substituteVariables(written, variables);
    for (const each of found.missing) missing.add(each);
    for (const each of found.systemProperties) systemProperties.add(each);
    return text;
  });
  return { value, problems: [...missing].map(unset), systemProperties: [...systemProperties] };
}

function lookUp(variables: SeedVariables, source: string, name: string): string | undefined {
  if (source === 'systemProperties') return variables.systemProperties.get(name);
  return Object.hasOwn(variables.environment, name) && !WITHHELD.has(name) ? variables.environment[name] : undefined;
}

function unset(variable: string): ConfigurationProblem {
  return {
    key: variable,
    problem: 'has no value',
    remedy: 'Set the variable before the start, or write the value itself.',
  };
}
