import { validateSync, type ValidationError } from 'class-validator';
import type { ConfigurationProblem } from './configuration-problem.js';
import { type DeclaredProperty, declaredOn, type OptionsClass, topicsOf } from './property-declaration.js';
import { remedyFor } from './property-remedy.js';
import { readPropertyValue } from './property-value.js';
import { type WrittenProperty, writtenSpellings } from './written-property.js';

/** Options read from written properties. */
export interface BoundOptions<Options extends object> {
  /** Complete, but to be used only when there are no problems. */
  readonly options: Options;
  readonly problems: readonly ConfigurationProblem[];
}

/**
 * Reads the properties of one module into its options class and checks them by the rules of the class and of its topics; reports everything at
 * once, never throws.
 *
 * @param raw values by key, without `module.<id>.config.`
 * @param moduleType such as `SECURITY_OUT_SMART`; its lower-case name may stand before each key (ruling 15)
 */
export function bindOptions<Options extends object>(
  optionsClass: OptionsClass<Options>,
  raw: ReadonlyMap<string, string>,
  moduleType: string,
): BoundOptions<Options> {
  const options = new optionsClass();
  const topics = topicsOf(options);
  return { options, problems: topics.flatMap((topic) => bindTopic(topic, raw, moduleType)) };
}

function bindTopic(
  options: object,
  raw: ReadonlyMap<string, string>,
  moduleType: string,
): readonly ConfigurationProblem[] {
  const optionsClass = options.constructor as OptionsClass<object>;
  const properties = declaredOn(options);
  const written = new Map(properties.map((each) => [each.field, writtenSpellings(each, raw, moduleType)]));
  const problems = properties.flatMap((each) => assign(options, each, written.get(each.field) ?? [], optionsClass));
  const refused = new Set(problems.map((each) => each.key));
  const violations = validateSync(options, { forbidUnknownValues: false, stopAtFirstError: true }).flatMap((error) =>
    violationOf(error, properties, written, optionsClass),
  );
  return [...problems, ...violations.filter((each) => !refused.has(each.key))];
}

function assign(
  options: object,
  property: DeclaredProperty,
  spellings: readonly WrittenProperty[],
  optionsClass: OptionsClass<object>,
): readonly ConfigurationProblem[] {
  const [first, ...others] = spellings;
  const differing = others.find((other) => other.value !== first?.value);
  if (first && differing) return [twice(first, differing)];
  const read = first ? readPropertyValue(property, first.value) : { value: undefined };
  if (first && 'problem' in read) {
    return [problemOf(property, first, read.problem, remedyFor(optionsClass, property, first.key))];
  }
  const value = 'value' in read ? (read.value ?? property.default) : undefined;
  if (value !== undefined) Reflect.set(options, property.field, value);
  return [];
}

function violationOf(
  error: ValidationError,
  properties: readonly DeclaredProperty[],
  written: ReadonlyMap<string, readonly WrittenProperty[]>,
  optionsClass: OptionsClass<object>,
): readonly ConfigurationProblem[] {
  const property = properties.find((each) => each.field === error.property);
  const [message] = Object.values(error.constraints ?? {});
  if (!property || message === undefined) return [];
  const [first] = written.get(property.field) ?? [];
  const remedy = remedyFor(optionsClass, property, first?.key ?? property.key);
  if (!first || first.value.trim() === '') return [{ key: first?.key ?? property.key, problem: 'is not set', remedy }];
  return [problemOf(property, first, ruleText(message, property.field), remedy)];
}

/** class-validator speaks of the field; the operator knows the key only. */
function ruleText(message: string, field: string): string {
  return message.replace(`each value in ${field}`, 'each value').replace(new RegExp(`^${field} `), '');
}

function problemOf(
  property: DeclaredProperty,
  written: WrittenProperty,
  text: string,
  remedy: string,
): ConfigurationProblem {
  const shown = property.secret ? 'the value (not shown)' : JSON.stringify(written.value);
  return { key: written.key, problem: `${shown} ${text}`, remedy };
}

function twice(first: WrittenProperty, second: WrittenProperty): ConfigurationProblem {
  return {
    key: first.key,
    problem: `is also written as ${second.key}, with another value`,
    remedy: 'Remove one of the two lines.',
  };
}
