import type { Data } from '../context/java-data.js';
import type { TestContext } from '../context/test-context.js';

interface Mistake {
  readonly form: string;
  /** '' where it is about the form as a whole. */
  readonly field: string;
  readonly message: Data;
}

const textOf = (data: Data | undefined): string => (typeof data === 'string' ? data : '');

function mistakeOf(data: Data): readonly Mistake[] {
  if (!(data instanceof Map)) return [];
  const message = data.get('message') ?? null;
  return [{ form: textOf(data.get('binding')), field: textOf(data.get('field')), message }];
}

function errorsOf(mistakes: readonly Mistake[]): Data {
  const byField = Map.groupBy(mistakes, ({ field }) => field);
  const errors = new Map<string, Data>(
    [...byField].map(([field, some]) => [field, some.map(({ message }) => message)]),
  );
  return new Map([['errors', errors]]);
}

/** The mistakes that the Spring module's tests list as `bindingErrors`, by form and field as the engine wants them. */
export function bindingsOf(variables: TestContext['variables']): ReadonlyMap<string, Data> {
  const listed = variables.get('bindingErrors');
  const mistakes = (Array.isArray(listed) ? listed : []).flatMap(mistakeOf);
  return new Map([...Map.groupBy(mistakes, ({ form }) => form)].map(([form, some]) => [form, errorsOf(some)] as const));
}
