import { addAccessors } from './accessors.js';
import { bindMethods } from './bound-methods.js';

/** What `newFailure()` gives: why somebody is refused. All of it is optional, and none of it is told to the person. */
export class AuthenticationFailure {
  message: unknown = null;
  incorrectPassword: unknown = false;
  unknownUsername: unknown = false;

  toString(): string {
    return `AuthenticationFailure[${String(this.message)}]`;
  }
}

addAccessors(AuthenticationFailure.prototype, ['message'], ['incorrectPassword', 'unknownUsername']);
bindMethods(AuthenticationFailure);
