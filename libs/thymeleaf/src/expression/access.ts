import { TemplateError } from '../template-error.js';
import { ENTRIES, type Value, type ValueList } from '../value.js';
import { entryAt } from './entry-at.js';
import { callMethod } from './methods/call-method.js';
import { type Node, plain, type Run } from './node.js';
import { isRecord, kindOf, ownEntry, propertyOf } from './property.js';
import type { Spot } from './source-text.js';

/** How one step of a path goes on where there is nothing: `?.` gives null instead of failing. */
export interface Step {
  readonly spot: Spot;
  readonly safe: boolean;
}

/** A variable by its name: null where there is none. `param` is the request's and may not be read everywhere. */
export function variableNode(name: string, spot: Spot): Node {
  if (name === 'param') return parametersNode(spot);
  return (run) => {
    run.scope.budget.spend();
    return run.scope.lookup(name) ?? null;
  };
}

function parametersNode(spot: Spot): Node {
  return ({ use, scope }) => {
    if (use !== 'plain' && use !== 'program')
      throw spot.failure(
        'refused',
        'Access to request parameters is forbidden in this context: put the value in the model, or show it by th:text.',
      );
    return scope.lookup('param') ?? scope.environment.parameters;
  };
}

/** A name in `*{…}`: of the selected object where there is one, else a variable. */
export function selectedNode(name: string, step: Step): Node {
  const variable = variableNode(name, step.spot);
  return (run) => {
    const selected = run.scope.selected;
    return selected === undefined ? variable(run) : property(run, selected, name, step);
  };
}

/** A name in `.?[…]`: of the item. */
export function itemNode(name: string, step: Step): Node {
  return (run) => property(run, run.item ?? null, name, step);
}

export function propertyNode(target: Node, name: string, step: Step): Node {
  return (run) => property(run, target(run), name, step);
}

function property(run: Run, target: Value, name: string, step: Step): Value {
  run.scope.budget.spend();
  if (target === null) return nothingOf(step, `the property “${name}”`);
  const found = propertyOf(target, name);
  if (found === undefined) throw step.spot.failure('unknown', `There is no property “${name}” of ${kindOf(target)}.`);
  return found;
}

function nothingOf({ safe, spot }: Step, wanted: string): null {
  if (safe) return null;
  throw spot.failure('value', `What ${wanted} is asked of is null: write “?.” where that may be.`);
}

export function indexNode(target: Node, key: Node, step: Step): Node {
  return (run) => {
    run.scope.budget.spend();
    const value = target(run);
    if (value === null) return nothingOf(step, 'an entry');
    const found = entryAt(run, value, key(run));
    if (found === undefined) throw step.spot.failure('value', `There is no such entry of ${kindOf(value)}.`);
    return found;
  };
}

/** What stands in the brackets of `map[word]`: the key as it is written, and what the variable of that name gives. */
export interface WordKey {
  readonly word: string;
  readonly key: Node;
}

/** `map[word]`: the entry of just that name, as Spring reads it; where the map has none the one that the variable names, as OGNL does. */
export function wordNode(target: Node, { word, key }: WordKey, step: Step): Node {
  return (run) => {
    const value = target(run);
    const own = ownEntryOf(value, word);
    return own === undefined ? indexNode(() => value, key, step)(run) : own;
  };
}

function ownEntryOf(value: Value, word: string): Value | undefined {
  if (Array.isArray(value)) return ownEntryOf((value as ValueList)[ENTRIES] ?? null, word);
  return isRecord(value) ? ownEntry(value[ENTRIES] ?? value, word) : undefined;
}

export interface Called {
  readonly name: string;
  readonly given: readonly Node[];
}

export function callNode(target: Node, called: Called, step: Step): Node {
  return (run) => {
    run.scope.budget.spend();
    const value = target(run);
    if (value === null) return nothingOf(step, `the method ${called.name}()`);
    return placed(step.spot, () =>
      callMethod(value, { name: called.name, given: argumentsOf(run, called) }, run.scope),
    );
  };
}

/** A method of a utility object, or of one of the environment's objects. */
export function argumentsOf(run: Run, { given }: Called): readonly Value[] {
  return given.map((node) => plain(node(run)));
}

/** What `work` gives; a failure of it stands at the spot. */
export function placed<T>(spot: Spot, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateError && !error.place.position) throw spot.failure(error.fault, error.message);
    throw error;
  }
}
