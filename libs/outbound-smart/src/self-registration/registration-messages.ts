import type { RegistrationFault } from '#inbound-security/user-registration.port';
import type { PasswordRules } from '#inbound-security/own-password.port';
import { newPasswordProblem } from '../texts/password-texts.js';

/** What the pages can say: a fixed catalogue, never text from a request (S-12). */
export const registrationMessages = {
  address: 'Enter an e-mail address, such as name@example.org.',
  name: 'Enter your given name and your family name, each with at most 100 letters.',
  'too-many': 'Too many accounts were begun from your network. Wait an hour and try again.',
  wrong: 'This is not the code of the mail. Check it and try again.',
  known:
    'There is an account with your e-mail address by now. Sign in with it; if you forgot its user name or password, the page of the sign-in tells what to do.',
  refused: 'No account can be made for you here. Ask whoever runs this site.',
  over: 'The code is used up, its time is over, or too many names were tried. Begin again.',
} as const;

/** A key of {@link registrationMessages}. */
export type RegistrationProblem = keyof typeof registrationMessages;

/** Whether a value of the `error` query parameter is one of ours. */
export function isRegistrationProblem(value: string | undefined): value is RegistrationProblem {
  return value !== undefined && Object.hasOwn(registrationMessages, value);
}

/** What is wrong with an account as it was wanted. */
export function faultText(fault: RegistrationFault, rules: PasswordRules): string {
  if (fault.field === 'password') return newPasswordProblem(fault.reason, rules);
  if (fault.field === 'name') return registrationMessages.name;
  if (fault.field === 'address') return registrationMessages.known;
  if (fault.field === 'account') return registrationMessages.refused;
  return fault.reason === 'taken'
    ? 'This user name is taken. Choose another one.'
    : 'This cannot be a user name. Use letters and digits, with single dots, hyphens or underscores between them, or your e-mail address. Names such as admin or support are not given.';
}
