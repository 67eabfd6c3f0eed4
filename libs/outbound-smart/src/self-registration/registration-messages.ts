import { say } from '#skin/phrases.port';
import type { RegistrationFault } from '#inbound-security/user-registration.port';
import type { PasswordRules } from '#inbound-security/own-password.port';
import type { Wording } from '#protocol/phrase';
import { newPasswordProblem } from '../texts/password-texts.js';

/** What the pages can say: a fixed catalogue, never text from a request (S-12). */
export const registrationMessages = {
  address: say('register.problem.address'),
  name: say('register.problem.name'),
  'too-many': say('register.problem.too-many'),
  wrong: say('code.wrong'),
  known: say('register.problem.known'),
  refused: say('register.problem.refused'),
  over: say('register.problem.over'),
} as const;

/** A key of {@link registrationMessages}. */
export type RegistrationProblem = keyof typeof registrationMessages;

/** Whether a value of the `error` query parameter is one of ours. */
export function isRegistrationProblem(value: string | undefined): value is RegistrationProblem {
  return value !== undefined && Object.hasOwn(registrationMessages, value);
}

/** What is wrong with an account as it was wanted. */
export function faultText(fault: RegistrationFault, rules: PasswordRules): Wording {
  if (fault.field === 'password') return newPasswordProblem(fault.reason, rules);
  if (fault.field === 'name') return registrationMessages.name;
  if (fault.field === 'address') return registrationMessages.known;
  if (fault.field === 'account') return registrationMessages.refused;
  return fault.reason === 'taken' ? say('register.problem.taken') : say('register.problem.unusable');
}
