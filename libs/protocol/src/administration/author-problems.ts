import { administrativeBeyond, authoritiesBeyond, type AuthorityChange } from '../permissions/may-grant.js';
import type { Authority } from '../user/authority.js';
import type { FieldProblem } from '../user/json-fields.js';
import type { ChangeAuthor } from './change-author.js';

/** Authorities that a change gives, and the name of the field that lists them. */
export interface GivenAuthorities extends AuthorityChange {
  readonly field: 'authorities' | 'permissions';
}

/** Each authority that a change would give although its author does not hold it (V-100); arguments, which may name a patient, are not repeated. */
export function grantProblems(
  { authorities: held }: ChangeAuthor,
  { field, ...change }: GivenAuthorities,
): readonly FieldProblem[] {
  if (held === undefined) return [];
  return authoritiesBeyond(held, change).map((authority) => ({
    field: `${field}[${String(change.after.indexOf(authority))}]`,
    problem: `gives ${authority.permission}, which you do not hold yourself in this extent`,
    remedy: 'Leave it out, or let somebody make the change who holds it',
  }));
}

/** Why the author may not take over what acts with these authorities, such as by setting its password (V-100); undefined where they may. */
export function takeoverProblem({ authorities: held }: ChangeAuthor, of: readonly Authority[]): string | undefined {
  const beyond = held === undefined ? [] : administrativeBeyond(held, of);
  if (beyond.length === 0) return undefined;
  return `may only be changed by somebody who also holds ${beyond.map(({ permission }) => permission).join(', ')}`;
}
