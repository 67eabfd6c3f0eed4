import type { NewPasswordFault, PasswordRules } from '#inbound-security/own-password.port';

/** Where nobody said what the rules are. */
const UNTOLD =
  'There are further rules, often that there is a digit, a capital letter or a special character; the people who run this service know them.';
const ADVICE = 'Several words that do not belong together are good and easy to remember.';

/** What the page says of the new password before it is chosen. */
export function passwordHint({ leastCharacters, message, isUntold }: PasswordRules): string {
  const least = leastCharacters === undefined ? '' : `At least ${String(leastCharacters)} characters.`;
  const parts = [message === undefined ? least : endingWithStop(message), isUntold ? UNTOLD : '', ADVICE];
  return parts.filter((part) => part !== '').join(' ');
}

/** What is wrong with a new password, and what to do about it. */
export function newPasswordProblem(fault: NewPasswordFault | 'repeated', rules: PasswordRules): string {
  if (fault !== 'pattern') return `${problems[fault]} Nothing was changed.`;
  return `This cannot be the new password. ${passwordHint(rules)} Nothing was changed.`;
}

const problems: Readonly<Record<Exclude<NewPasswordFault, 'pattern'> | 'repeated', string>> = {
  length: 'Enter a new password of at most 1,024 characters.',
  unchecked: 'New passwords cannot be checked right now. Ask the people who run this service.',
  same: 'The new password is the one you have. Enter another one.',
  repeated: 'The new password and its repetition are not the same. Enter both again.',
  common: `Many people use this password or one nearly like it, so it would be guessed first. ${ADVICE}`,
  'own-name': `The new password is little more than your name or e-mail address. ${ADVICE}`,
  'place-name': `The new password is little more than the name of this place. ${ADVICE}`,
  sequence: `The new password is a sequence or a repetition, which would be guessed first. ${ADVICE}`,
};

/** What pages say that ask for the current password before they change something. */
export const PASSWORD_NOT_TAKEN =
  'Your current password is not correct, or cannot be checked right now. Nothing was changed.';

/** What the page says where the current password was not found right. */
export const currentPasswordProblems = {
  wrong: PASSWORD_NOT_TAKEN,
  busy: 'Many people are signing in right now. Nothing was changed. Wait a few seconds and try again.',
  unavailable: 'Passwords cannot be checked right now. Nothing was changed. Try again in a minute.',
} as const;

function endingWithStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
