import { utilityObjects, utilityValue } from '../utilities/utility-objects.js';
import type { Scope } from '../scope.js';
import { TemplateError } from '../template-error.js';
import type { UtilityMethod } from '../utilities/utility.js';
import type { Value } from '../value.js';
import { argumentsOf, type Called, placed } from './access.js';
import { callMethod } from './methods/call-method.js';
import type { Node, Run } from './node.js';
import { ownEntry } from './property.js';
import type { Spot } from './source-text.js';

/** `#name`: an object of the environment, or a value such as `#locale`; `#object` is what `*{…}` is about. */
export function objectNode(name: string, spot: Spot): Node {
  return (run) => {
    run.scope.budget.spend();
    const value = objectValue(name, run.scope);
    if (value === undefined) throw unknownObject(name, spot, run.scope);
    return value;
  };
}

function objectValue(name: string, scope: Scope): Value | undefined {
  const given = ownEntry(scope.environment.objects, name);
  return given === undefined ? placedValue(name, scope) : given;
}

function placedValue(name: string, scope: Scope): Value | undefined {
  if (name === 'object') return scope.selected ?? scope.variables();
  return name === 'locale' || name === 'execInfo' ? utilityValue(name, scope) : undefined;
}

function unknownObject(name: string, spot: Spot, scope: Scope): TemplateError {
  if (utilitiesOf(name, scope)) return spot.failure('value', `#${name} is no value: call one of its methods.`);
  return spot.failure('unknown', `There is no object #${name}.`);
}

/** `#strings.isEmpty(…)`. */
export function objectCallNode(object: string, called: Called, spot: Spot): Node {
  return (run) => {
    run.scope.budget.spend();
    const method = utilitiesOf(object, run.scope)?.get(called.name);
    if (method) return placed(spot, () => callUtility(run, method, called));
    return callOfValue(run, object, called, spot);
  };
}

function utilitiesOf(name: string, { utilities }: Scope): ReadonlyMap<string, UtilityMethod> | undefined {
  return utilities?.get(name) ?? utilityObjects.get(name);
}

function callUtility(run: Run, method: UtilityMethod, called: Called): Value {
  return method(run.scope, ...argumentsOf(run, called));
}

function callOfValue(run: Run, object: string, called: Called, spot: Spot): Value {
  const value = objectValue(object, run.scope);
  if (value === null) throw spot.failure('value', `#${object} is null: ask for it first, as in #${object} != null.`);
  if (value === undefined) {
    const known = utilitiesOf(object, run.scope);
    throw spot.failure(
      'unknown',
      known ? `#${object} has no method ${called.name}().` : `There is no object #${object}.`,
    );
  }
  return placed(spot, () => callMethod(value, { name: called.name, given: argumentsOf(run, called) }, run.scope));
}

/** `getParameter` of the request that older versions knew: the one text of the parameter, or null. */
export function requestParameterNode(parameters: Node, called: Called): Node {
  return (run) => {
    run.scope.budget.spend();
    const name = argumentsOf(run, called)[0] ?? null;
    const all = parameters(run);
    const value =
      typeof name === 'string' && typeof all === 'object' && all !== null ? ownEntry(all as never, name) : null;
    return (Array.isArray(value) ? (value as readonly Value[])[0] : value) ?? null;
  };
}

/** `getAttribute` of the same: a variable. */
export function requestAttributeNode(called: Called): Node {
  return (run) => {
    run.scope.budget.spend();
    const name = argumentsOf(run, called)[0] ?? null;
    return (typeof name === 'string' && name !== 'param' ? run.scope.lookup(name) : null) ?? null;
  };
}
