import { isSecretReference } from '#protocol/administration/secret-reference';
import { equalInConstantTime } from '#protocol/constant-time';
import type { NewUser } from '#protocol/user/new-user';
import type { Passwords } from '../passwords/passwords.js';

/**
 * What is to be stored in place of the password of an account; undefined where it stays: none was given, or the same. A reference without a value
 * never takes the place of a password.
 * @param stored the hash, or the reference to a variable that had no value yet
 */
export async function newPassword(
  { password, passwordHash }: Pick<NewUser, 'password' | 'passwordHash'>,
  stored: string | undefined,
  passwords: Passwords,
): Promise<string | undefined> {
  const isStored = (text: string): boolean => stored !== undefined && equalInConstantTime(text, stored);
  if (password === undefined) return passwordHash === undefined || isStored(passwordHash) ? undefined : passwordHash;
  const hash = stored === undefined || isSecretReference(stored) ? undefined : stored;
  if (isSecretReference(password)) return hash !== undefined || isStored(password) ? undefined : password;
  const isSame = hash !== undefined && (await passwords.isSame(password, hash));
  return isSame ? undefined : passwords.stored(password);
}
