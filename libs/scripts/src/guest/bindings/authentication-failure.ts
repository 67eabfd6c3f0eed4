import type { FromScript } from '../from-script.js';
import { addAccessors } from './accessors.js';
import { bindMethods } from './bound-methods.js';

/** What `newFailure()` gives: why somebody is refused. All of it is optional, and none of it is told to the person. */
export class AuthenticationFailure {
  /** Why, for the log and the audit record; at most 500 characters. */
  message: FromScript<string | null> = null;
  /** Counts as a wrong password. */
  incorrectPassword: FromScript<boolean> = false;
  /** Counts as a name that nobody has. */
  unknownUsername: FromScript<boolean> = false;

  /** The class and the message, for a log. */
  toString(): string {
    return `AuthenticationFailure[${String(this.message)}]`;
  }
}

addAccessors(AuthenticationFailure.prototype, ['message'], ['incorrectPassword', 'unknownUsername']);
bindMethods(AuthenticationFailure);
