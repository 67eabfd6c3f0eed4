import { refuseTimeZones } from './apis/time-zones.js';
import { installApis, type Surroundings } from './apis/install-apis.js';
import { addJavaStrings } from './bindings/java-strings.js';
import { sendNotesTo } from './bindings/script-notes.js';
import { scriptedFunctions } from './functions/scripted-functions.js';
import type { Host } from './host.js';
import { thrownDescription } from './thrown-description.js';

/** What the engine keeps of the guest, before any script is there. */
export interface Guest {
  /** Before the first statement of a script: what is around it. */
  readonly surround: (surroundings: string) => void;
  /** Calls a function of the script. Its outcome is there when no job is pending any more. */
  readonly invoke: (name: string, called: (...args: unknown[]) => unknown, input: string) => void;
  /** JSON of what goes back; undefined while a promise is not settled. Throws what the script threw. */
  readonly outcome: () => string | undefined;
  /** JSON of what is to be said of something that was thrown. Never throws while there is memory. */
  readonly describe: (thrown: unknown) => string;
}

type State =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'done'; readonly json: string }
  | { readonly kind: 'thrown'; readonly cause: unknown };

/** Makes the globals that scripts see, and gives the engine what it works with. `stringify` and `parse` are the engine's own, whatever a script does to JSON. */
export function boot(rawHost: (operation: string, payload: string) => string): Guest {
  const { stringify, parse } = JSON;
  const { apply } = Reflect;
  const { then } = Promise.prototype as unknown as Record<'then', (...args: unknown[]) => unknown>;
  const isPromise = promiseCheck();
  const host: Host = (operation, payload) => {
    const answer = parse(rawHost(operation, stringify(payload ?? null))) as { value?: unknown; failure?: string };
    if (answer.failure !== undefined) throw new Error(answer.failure);
    return answer.value;
  };
  sendNotesTo(host);
  addJavaStrings();
  refuseTimeZones();
  nameRecursionErrors();
  const surround = installApis(host);
  let state: State = { kind: 'waiting' };
  return {
    surround: (json) => surround(parse(json) as Surroundings),
    invoke: (name, called, json) => {
      const call = scriptedFunctions.get(name)?.begin(parse(json));
      if (call === undefined) throw new Error(`there is no function ${name}`);
      const finish = (result: unknown): void => {
        state = { kind: 'done', json: stringify(call.finish(result) ?? null) };
      };
      const result = called(...call.args);
      if (!isPromise(result)) return finish(result);
      const fail = (cause: unknown): void => {
        state = { kind: 'thrown', cause };
      };
      apply(then, apply(then, result, [finish]), [undefined, fail]);
    },
    outcome: () => {
      if (state.kind === 'thrown') throw state.cause;
      return state.kind === 'done' ? state.json : undefined;
    },
    describe: thrownDescription(),
  };
}

/** Too deep a recursion is a RangeError elsewhere; here it is an error that other engines do not know. */
function nameRecursionErrors(): void {
  const { InternalError } = globalThis as unknown as { InternalError: typeof Error };
  Object.setPrototypeOf(InternalError.prototype, RangeError.prototype);
}

/** By the engine's own `then`, which takes nothing else; a script may have replaced `Promise`. */
function promiseCheck(): (result: unknown) => boolean {
  const own = Promise;
  return (result) => result instanceof own;
}
