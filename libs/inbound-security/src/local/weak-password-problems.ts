import { isSecretReference } from '#protocol/administration/secret-reference';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { NewUser } from '#protocol/user/new-user';
import { passwordWeakness, type PasswordOwner, type PasswordWeakness } from '#protocol/user/password-weakness';
import { isCommonPassword } from './common-passwords.js';
import type { LocalInboundOptions } from './local-inbound.options.js';
import { isPasswordLengthAccepted } from './password-hash.js';

/** What is refused and what is told of it, in words that fit behind "password". */
type Rule = Pick<LocalInboundOptions, 'refusesWeakPasswords' | 'weakPasswordWords'>;

/** Names under which everybody knows this server. */
const OWN_NAMES = ['gatehouse', 'smilecdr'];

/** Why a new password is among the first that somebody would try; none where the module does not mind. */
export function weakPasswordProblems(
  user: PasswordOwner & Pick<NewUser, 'password'>,
  options: Rule,
): readonly FieldProblem[] {
  const { password } = user;
  if (!options.refusesWeakPasswords || password === undefined || isSecretReference(password)) return [];
  if (!isPasswordLengthAccepted(password)) return [];
  const words = [...OWN_NAMES, ...options.weakPasswordWords];
  const weakness = passwordWeakness(password, { owner: user, words, isCommon: isCommonPassword });
  return weakness === undefined ? [] : [{ field: 'password', ...texts[weakness] }];
}

const ANOTHER = 'Take another, such as three or four words that do not belong together';

const texts: Readonly<Record<PasswordWeakness, Omit<FieldProblem, 'field'>>> = {
  common: { problem: 'is one that many people use, or nearly so: it would be guessed first', remedy: ANOTHER },
  'own-name': { problem: 'is little more than the name or e-mail address of its owner', remedy: ANOTHER },
  'place-name': { problem: 'is little more than the name of this place', remedy: ANOTHER },
  sequence: { problem: 'is a sequence or a repetition, which would be guessed first', remedy: ANOTHER },
};
