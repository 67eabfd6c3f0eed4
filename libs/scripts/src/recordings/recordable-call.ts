import { benchFunctionNames, type BenchFunctionName } from '../script-bench.port.js';
import type { ScriptRun } from '../running/script-runner.js';

/** Of people, what scripts see of them: the server knows more. */
const ofPerson: ReadonlySet<string> = new Set(
  `pid nodeId moduleId username familyName givenName email external notes authorities defaultLaunchContexts fhirUserUrl launchResources
  userData`.split(/\s+/),
);
/** Of an app, what scripts see of it and what its tokens depend on: the definition has more. */
const ofClient: ReadonlySet<string> = new Set([
  ...['clientId', 'clientName', 'scopes', 'permissions', 'untrusted', 'smartVersion'],
]);
const parts: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['client', ofClient],
  ['user', ofPerson],
  ['person', ofPerson],
]);

/** Which function of the bench a run is one of; undefined for any other. */
export function benchFunctionOf({
  functionName,
  input,
}: Pick<ScriptRun, 'functionName' | 'input'>): BenchFunctionName | undefined {
  const { kind } = (input ?? {}) as { readonly kind?: string };
  const name = functionName === 'authenticate' ? `${String(kind)}:authenticate` : functionName;
  return benchFunctionNames.find((each) => each === name);
}

/** The call of a port as JSON that can be run again: without the script, and without what it was an occasion of. */
export function recordableCall(call: object): Readonly<Record<string, unknown>> {
  const {
    script: _script,
    occasion: _occasion,
    moduleId: _moduleId,
    ...kept
  } = call as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, only(parts.get(name), value)]));
}

function only(names: ReadonlySet<string> | undefined, value: unknown): unknown {
  if (names === undefined || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => names.has(name)));
}
