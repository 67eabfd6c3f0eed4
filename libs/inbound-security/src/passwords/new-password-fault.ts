import type { PasswordOwner } from '#protocol/user/password-weakness';
import type { NewPasswordFault } from '../own-password.port.js';
import type { LocalInboundOptions } from '../local/local-inbound.options.js';
import { isPasswordLengthAccepted } from './password-hash.js';
import { matchPassword } from './password-pattern.js';
import { weaknessFor, type WeakPasswordRule } from './weak-password-problems.js';

/** What a module asks of new passwords. */
export type NewPasswordRules = WeakPasswordRule & Pick<LocalInboundOptions, 'passwordPattern'>;

/** Why a password cannot be the new one of its owner; undefined where it can. Everybody who sets a password asks this. */
export function newPasswordFault(
  password: string,
  owner: PasswordOwner,
  rules: NewPasswordRules,
): Exclude<NewPasswordFault, 'same'> | undefined {
  return shapeFault(password, rules) ?? weaknessFor(owner, password, rules);
}

/** Why no password may look so, whoever it belongs to. */
export function shapeFault(
  password: string,
  { passwordPattern }: Pick<NewPasswordRules, 'passwordPattern'>,
): 'length' | 'pattern' | 'unchecked' | undefined {
  if (!isPasswordLengthAccepted(password)) return 'length';
  const match = matchPassword(password, passwordPattern);
  if (match === 'matches') return undefined;
  return match === 'unknown' ? 'unchecked' : 'pattern';
}
