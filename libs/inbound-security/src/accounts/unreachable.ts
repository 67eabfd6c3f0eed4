import type { FieldProblem } from '#protocol/json/json-fields';
import { isMailAddress } from '#protocol/user/mail-address';
import type { UserAccount } from '#protocol/user/new-user';

/** What is kept all the same: of other systems, and of the product, all kinds of text come as addresses. */
export function unreachable({ email }: Pick<UserAccount, 'email'>): readonly FieldProblem[] {
  if (email === '' || isMailAddress(email)) return [];
  const problem = 'is no single mail address: nothing is sent to it, such as a code for a forgotten password';
  return [{ field: 'email', problem, remedy: 'Write one address alone, like anna@clinic.example' }];
}
