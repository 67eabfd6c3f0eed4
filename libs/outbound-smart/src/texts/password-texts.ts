import type { NewPasswordFault, PasswordRules } from '#inbound-security/own-password.port';
import { sentences, type Wording } from '#protocol/phrase';
import { say } from '#skin/phrases.port';

const ADVICE = say('password.advice');
const NOTHING_CHANGED = say('password.nothing-changed');

/** What the page says of the new password before it is chosen: the administrator's own words, where there are any. */
export function passwordHint({ leastCharacters, message, isUntold }: PasswordRules): Wording {
  const least = leastCharacters === undefined ? [] : [say('password.least', { count: leastCharacters })];
  const rules = message === undefined ? least : [endingWithStop(message)];
  const [first = ADVICE, ...rest] = [...rules, ...(isUntold === true ? [say('password.untold')] : []), ADVICE];
  return sentences(first, ...rest);
}

/** What is wrong with a new password, and what to do about it. */
export function newPasswordProblem(fault: NewPasswordFault | 'repeated', rules: PasswordRules): Wording {
  if (fault === 'pattern') return sentences(say('password.cannot'), passwordHint(rules), NOTHING_CHANGED);
  return sentences(problems[fault], NOTHING_CHANGED);
}

const problems: Readonly<Record<Exclude<NewPasswordFault, 'pattern'> | 'repeated', Wording>> = {
  length: say('password.problem.length'),
  unchecked: say('password.problem.unchecked'),
  same: say('password.problem.same'),
  repeated: say('password.problem.repeated'),
  common: sentences(say('password.problem.common'), ADVICE),
  'own-name': sentences(say('password.problem.own-name'), ADVICE),
  'place-name': sentences(say('password.problem.place-name'), ADVICE),
  sequence: sentences(say('password.problem.sequence'), ADVICE),
};

/** What pages say that ask for the current password before they change something. */
export const PASSWORD_NOT_TAKEN = say('password.current.wrong');

/** What the page says where the current password was not found right. */
export const currentPasswordProblems = {
  wrong: PASSWORD_NOT_TAKEN,
  busy: say('password.current.busy'),
  unavailable: say('password.current.unavailable'),
} as const;

function endingWithStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
