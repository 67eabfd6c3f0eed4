import type { Property } from '../format/java-properties.js';
import { evaluate } from './evaluate.js';
import type { Variables } from './evaluate.js';
import { printed } from './java-data.js';
import type { Data } from './java-data.js';
import { NotApplicable } from './not-applicable.js';
import { parseOgnl } from './ognl-tree.js';
import type { OgnlNode } from './ognl-tree.js';

/** The CONTEXT of a test, as plain data. */
export interface TestContext {
  readonly variables: ReadonlyMap<string, Data>;
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  readonly session: ReadonlyMap<string, Data>;
  readonly application: ReadonlyMap<string, Data>;
  /** BCP 47. */
  readonly locale: string;
}

/** Where the assignments of a context go to. */
class ContextUnderWay {
  readonly variables: Variables = new Map();
  readonly parameters = new Map<string, string[]>();
  readonly areas = new Map([
    ['request', this.variables],
    ['session', new Map<string, Data>()],
    ['application', new Map<string, Data>()],
  ]);

  assign(target: OgnlNode, value: Data): void {
    if (target.kind === 'variable') this.variables.set(target.name, value);
    else if (target.kind === 'property') this.assignProperty(target.of, target.name, value);
    else throw new NotApplicable('the context assigns to something that is no property');
  }

  private assignProperty(of: OgnlNode, name: OgnlNode, value: Data): void {
    const key = evaluate(name, this.variables);
    const area = of.kind === 'variable' ? of.name : '';
    if (area === 'param') this.addParameter(printed(key), value);
    else set(this.areas.get(area) ?? evaluate(of, this.variables), key, value);
  }

  private addParameter(name: string, value: Data): void {
    const added = (Array.isArray(value) ? value : [value]).map(printed);
    this.parameters.set(name, [...(this.parameters.get(name) ?? []), ...added]);
  }
}

function set(of: Data, key: Data, value: Data): void {
  if (of instanceof Map) of.set(printed(key), value);
  else if (Array.isArray(of) && typeof key === 'number') of[key] = value;
  else throw new NotApplicable('the context assigns to something that is no map or list');
}

/** Reads the entries of a CONTEXT in their order. @throws NotApplicable where it needs more than plain data */
export function readContext(entries: readonly Property[]): TestContext {
  const context = new ContextUnderWay();
  for (const [target, source] of entries)
    context.assign(parseOgnl(target), evaluate(parseOgnl(source), context.variables));
  const { variables, parameters, areas } = context;
  const locale = variables.get('locale');
  variables.delete('locale');
  return {
    ...{ variables, parameters, session: areas.get('session') ?? new Map() },
    application: areas.get('application') ?? new Map(),
    locale: typeof locale === 'string' ? locale.replaceAll('_', '-') : 'en',
  };
}
