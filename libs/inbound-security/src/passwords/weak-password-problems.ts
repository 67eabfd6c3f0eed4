import { isSecretReference } from '#protocol/administration/secret-reference';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { NewUser } from '#protocol/user/new-user';
import { passwordWeakness, type PasswordOwner, type PasswordWeakness } from '#protocol/user/password-weakness';
import { isCommonPassword } from './common-passwords.js';
import type { LocalInboundOptions } from '../local/local-inbound.options.js';
import { isPasswordLengthAccepted } from './password-hash.js';

/** What a module takes for a weak password. */
export type WeakPasswordRule = Pick<LocalInboundOptions, 'refusesWeakPasswords' | 'weakPasswordWords'>;

/** Names under which everybody knows this server. */
const OWN_NAMES = ['gatehouse', 'smilecdr'];

/** Why a password is among the first that somebody would try for its owner; undefined where it is not, or the module does not mind. */
export function weaknessFor(
  owner: PasswordOwner,
  password: string,
  { refusesWeakPasswords, weakPasswordWords }: WeakPasswordRule,
): PasswordWeakness | undefined {
  if (!refusesWeakPasswords || !isPasswordLengthAccepted(password)) return undefined;
  const words = [...OWN_NAMES, ...weakPasswordWords];
  return passwordWeakness(password, { owner, words, isCommon: isCommonPassword });
}

/** The same of a password in JSON, for administrators. */
export function weakPasswordProblems(
  user: PasswordOwner & Pick<NewUser, 'password'>,
  rule: WeakPasswordRule,
): readonly FieldProblem[] {
  const { password } = user;
  if (password === undefined || isSecretReference(password)) return [];
  const weakness = weaknessFor(user, password, rule);
  return weakness === undefined ? [] : [{ field: 'password', ...texts[weakness] }];
}

const ANOTHER = 'Take another, such as three or four words that do not belong together';

const texts: Readonly<Record<PasswordWeakness, Omit<FieldProblem, 'field'>>> = {
  common: { problem: 'is one that many people use, or nearly so: it would be guessed first', remedy: ANOTHER },
  'own-name': { problem: 'is little more than the name or e-mail address of its owner', remedy: ANOTHER },
  'place-name': { problem: 'is little more than the name of this place', remedy: ANOTHER },
  sequence: { problem: 'is a sequence or a repetition, which would be guessed first', remedy: ANOTHER },
};
