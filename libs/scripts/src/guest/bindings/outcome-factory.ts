import type { FromScript } from '../from-script.js';
import { AuthenticationFailure } from './authentication-failure.js';
import { bindMethods } from './bound-methods.js';
import type { KnownPermissions } from './known-permissions.js';
import { emptySession, type ScriptedSession } from './session-shape.js';
import { UserSessionDetails } from './user-session-details.js';

/** What a script decided about somebody, as JSON. */
export type ScriptedOutcome =
  | { readonly kind: 'success'; readonly session: ScriptedSession }
  | {
      readonly kind: 'failure';
      readonly message: unknown;
      readonly incorrectPassword: boolean;
      readonly unknownUsername: boolean;
    }
  | UnusableOutcome;

/** What the script gave back is no outcome; `detail` says what it is. */
export interface UnusableOutcome {
  readonly kind: 'unusable';
  readonly detail: string;
}

/** `theOutcomeFactory`: makes what a function that decides about somebody returns. */
export class ScriptAuthenticationOutcomeFactory {
  readonly #permissions: KnownPermissions;
  #hasFailed = false;

  constructor(permissions: KnownPermissions) {
    this.#permissions = permissions;
  }

  /** An outcome that lets somebody in. It needs a `username`, and has nothing else at first. */
  newSuccess(username?: FromScript<string>): UserSessionDetails {
    const outcome = new UserSessionDetails(emptySession, this.#permissions);
    if (username !== undefined) outcome.username = username;
    return outcome;
  }

  /** An outcome that keeps somebody out. It has to be returned. */
  newFailure(message?: FromScript<string>): AuthenticationFailure {
    this.#hasFailed = true;
    const failure = new AuthenticationFailure();
    if (message !== undefined) failure.message = message;
    return failure;
  }

  /** Whether a failure was made, whatever became of it. */
  static hasFailed(factory: ScriptAuthenticationOutcomeFactory): boolean {
    return factory.#hasFailed;
  }
}

bindMethods(ScriptAuthenticationOutcomeFactory);

/** What a function that has to return an outcome returned; also `{ theOutcome }`, as functions that are tried out elsewhere return it. */
export function scriptedOutcome(returned: unknown): ScriptedOutcome {
  const result = outcomeIn(returned);
  if (result instanceof UserSessionDetails) return { kind: 'success', session: UserSessionDetails.scripted(result) };
  if (!(result instanceof AuthenticationFailure))
    return { kind: 'unusable', detail: `it returned ${kindOf(result)}, which is no outcome of theOutcomeFactory` };
  const { message, incorrectPassword, unknownUsername } = result;
  return {
    kind: 'failure',
    message,
    incorrectPassword: incorrectPassword === true,
    unknownUsername: unknownUsername === true,
  };
}

/** The outcome itself, where it is in a plain object under its own name. */
export function outcomeIn(returned: unknown): unknown {
  if (typeof returned !== 'object' || returned === null || !Object.hasOwn(returned, 'theOutcome')) return returned;
  const { theOutcome } = returned as { theOutcome: unknown };
  return theOutcome instanceof UserSessionDetails || theOutcome instanceof AuthenticationFailure
    ? theOutcome
    : returned;
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  return value === null ? 'null' : Array.isArray(value) ? 'a list' : `a value of type ${typeof value}`;
}
