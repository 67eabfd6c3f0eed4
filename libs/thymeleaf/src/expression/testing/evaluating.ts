import { Budget, defaultRenderLimits, type RenderLimits } from '../../limits.js';
import type { Environment, FragmentParameters, Scope } from '../../scope.js';
import { FragmentValue, recordOf, type Value, type ValueRecord } from '../../value.js';
import type { ExpressionUse } from '../expressions.js';
import { parseExpression } from '../parse-expression.js';

/** What a test gives to an expression; the rest is as on a page without anything. */
export interface Given {
  readonly model?: Readonly<Record<string, Value>>;
  readonly environment?: Partial<Environment>;
  readonly limits?: Partial<RenderLimits>;
  readonly selected?: Value;
  readonly use?: ExpressionUse;
  readonly messages?: Readonly<Record<string, string>>;
  /** Fragments that exist, as `template::selector`. */
  readonly fragments?: readonly string[];
}

export const start = { line: 1, column: 1 };

/** A scope for expressions. */
export function scopeOf(given: Given = {}): Scope {
  const model: ValueRecord = recordOf(Object.entries(given.model ?? {}));
  return {
    environment: environmentOf(given),
    budget: new Budget({ ...defaultRenderLimits, ...given.limits }, () => 0),
    template: 'page',
    lookup: (name) => (Object.hasOwn(model, name) ? model[name] : undefined),
    selected: given.selected,
    variables: () => model,
    fragment: (template, selector, parameters) => fragmentOf(given, [template ?? 'page', selector ?? ''], parameters),
  };
}

/** What an expression gives. */
export function evaluated(source: string, given: Given = {}): Value {
  return parseExpression(source, start).evaluate(scopeOf(given), given.use);
}

function environmentOf({ environment, messages }: Given): Environment {
  return {
    ...{ locale: 'en', contextPath: '/app', timeZone: 'UTC', now: new Date(0) },
    message: (key) => (Object.hasOwn(messages ?? {}, key) ? messages?.[key] : undefined),
    ...{ objects: recordOf([]), parameters: recordOf([]), escapesModelText: true, handlers: 'strict' },
    notice: () => undefined,
    ...environment,
  };
}

function fragmentOf(
  { fragments = [] }: Given,
  [template, selector]: [string, string],
  parameters: FragmentParameters,
): FragmentValue | undefined {
  const name = `${template}::${selector}`;
  if (!fragments.includes(name)) return undefined;
  const values =
    'named' in parameters ? parameters.named : recordOf(parameters.ordered.map((value, at) => [String(at), value]));
  return new FragmentValue(name, {}, values, template);
}
