import { callStatic, callUtility, construct, printed } from './java-data.js';
import type { Data } from './java-data.js';
import { NotApplicable } from './not-applicable.js';
import type { OgnlNode } from './ognl-tree.js';

export type Variables = Map<string, Data>;

type Kind<K extends OgnlNode['kind']> = Extract<OgnlNode, { kind: K }>;

function property(of: Data, name: Data): Data {
  if (of instanceof Map) return of.get(printed(name)) ?? null;
  if (Array.isArray(of) && typeof name === 'number') return of[name] ?? null;
  throw new NotApplicable(`the context reads ${printed(name)} of something that is no map or list`);
}

function sum(left: Data, right: Data): Data {
  return typeof left === 'number' && typeof right === 'number' ? left + right : printed(left) + printed(right);
}

function call({ of, method, given }: Kind<'call'>, variables: Variables): Data {
  if (of.kind !== 'utility') throw new NotApplicable(`the context calls the Java method ${method}`);
  return callUtility(of.name, method, evaluateAll(given, variables));
}

function entriesOf({ entries }: Kind<'map'>, variables: Variables): Data {
  return new Map(entries.map(([key, value]) => [printed(evaluate(key, variables)), evaluate(value, variables)]));
}

const evaluateAll = (nodes: readonly OgnlNode[], variables: Variables): Data[] =>
  nodes.map((node) => evaluate(node, variables));

/** What a node of a context stands for, as plain data. @throws NotApplicable */
export function evaluate(node: OgnlNode, variables: Variables): Data {
  switch (node.kind) {
    case 'constant':
      return node.value;
    case 'list':
      return evaluateAll(node.items, variables);
    case 'map':
      return entriesOf(node, variables);
    case 'variable':
      return variables.get(node.name) ?? null;
    case 'property':
      return property(evaluate(node.of, variables), evaluate(node.name, variables));
    case 'sum':
      return sum(evaluate(node.left, variables), evaluate(node.right, variables));
    case 'negative':
      return -Number(evaluate(node.of, variables));
    case 'new':
      return construct(node.type, evaluateAll(node.given, variables));
    case 'static':
      return callStatic(node.type, node.member, node.given && evaluateAll(node.given, variables));
    case 'call':
      return call(node, variables);
    case 'utility':
      throw new NotApplicable(`the context reads #${node.name}`);
  }
}
