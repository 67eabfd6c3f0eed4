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

/**
 * Replaces `#{env['X']}` and `#{systemProperties['X']}` in every text of a parsed seed file (reference 13). It works on the parsed value, so
 * that a variable's text never changes the structure of the file; what it inserts is not searched for variables again.
 */
export function substituteSeedVariables(seed: unknown, variables: SeedVariables): SubstitutedValue {
  const missing = new Set<string>();
  const systemProperties = new Set<string>();
  const replaced = (text: string): string =>
    text.replaceAll(variable, (whole: string, source: string, single?: string, double?: string) => {
      const name = single ?? double ?? '';
      const value = lookUp(variables, source, name);
      if (source === 'systemProperties') systemProperties.add(name);
      if (value === undefined) missing.add(whole);
      return value ?? whole;
    });
  const value = mapTexts(seed, replaced);
  return { value, problems: [...missing].map(unset), systemProperties: [...systemProperties] };
}

function lookUp(variables: SeedVariables, source: string, name: string): string | undefined {
  if (source === 'systemProperties') return variables.systemProperties.get(name);
  return Object.hasOwn(variables.environment, name) ? variables.environment[name] : undefined;
}

function mapTexts(value: unknown, map: (text: string) => string): unknown {
  if (typeof value === 'string') return map(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, map));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member, map)]));
}

function unset(variable: string): ConfigurationProblem {
  return {
    key: variable,
    problem: 'has no value',
    remedy: 'Set the variable before the start, or write the value itself.',
  };
}
