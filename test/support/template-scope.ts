import { Budget, defaultRenderLimits, type RenderLimits } from '../../libs/thymeleaf/src/limits.js';
import type { Environment, Scope } from '../../libs/thymeleaf/src/scope.js';
import { recordOf, type Value } from '../../libs/thymeleaf/src/value.js';

interface Given extends Partial<Omit<Scope, 'environment' | 'budget' | 'variables'>> {
  readonly variables?: Readonly<Record<string, Value>>;
  readonly environment?: Partial<Environment>;
  readonly limits?: Partial<RenderLimits>;
}

/** A scope for tests of the template engine: the third of March 2026 in Paris. */
export function templateScope({ variables = {}, environment, limits, ...scope }: Given = {}): Scope {
  return {
    environment: { ...standardEnvironment, ...environment },
    budget: new Budget({ ...defaultRenderLimits, ...limits }, () => 0),
    template: 'userlogin',
    lookup: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
    selected: undefined,
    fragment: () => undefined,
    ...scope,
    variables: () => recordOf(Object.entries(variables)),
  };
}

const standardEnvironment: Environment = {
  locale: 'en-US',
  contextPath: '',
  timeZone: 'Europe/Paris',
  now: new Date('2026-03-03T11:05:09.007Z'),
  message: () => undefined,
  objects: recordOf([]),
  parameters: recordOf([]),
  escapesModelText: true,
  handlers: 'strict',
  notice: () => undefined,
};
