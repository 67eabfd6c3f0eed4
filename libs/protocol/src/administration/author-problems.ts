import {
  administrativeBeyond,
  authoritiesBeyond,
  isSuperuser,
  type AuthorityChange,
} from '../permissions/may-grant.js';
import type { Authority } from '../user/authority.js';
import type { FieldProblem } from '../json/json-fields.js';
import type { ChangeAuthor } from './change-author.js';
import type { ChangeRefusal } from './change-refusal.js';
import { isAroundReference, isSecretReference, secretReference, type SecretOwner } from './secret-reference.js';

/** Whether nothing is kept from an author: the operator, the server itself, and who may do everything. */
export function isUnlimited({ authorities }: ChangeAuthor): boolean {
  return authorities === undefined || isSuperuser(authorities);
}

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
  return held === undefined ? undefined : onlyHoldersOf(administrativeBeyond(held, of));
}

/**
 * Why the author may not give a client with these permissions another proof or another place to answer to: who holds its secret acts with all of
 * them, those to FHIR data included (V-100). Undefined where the author holds them.
 */
export function impersonationProblem(
  { authorities: held }: ChangeAuthor,
  of: readonly Authority[],
): string | undefined {
  return held === undefined ? undefined : onlyHoldersOf(authoritiesBeyond(held, { before: [], after: of }));
}

function onlyHoldersOf(beyond: readonly Authority[]): string | undefined {
  if (beyond.length === 0) return undefined;
  return `may only be changed by somebody who also holds ${beyond.map(({ permission }) => permission).join(', ')}`;
}

/** A text in place of a secret, and whose secret it would be. */
export interface GivenReference {
  readonly field: string;
  readonly text: string | undefined;
  readonly owner: SecretOwner;
}

/**
 * Why an author may not name a variable in place of a secret: the import that finds its value would put it where the author can try it out, or have
 * it sent to a server of their own (V-102). Only what an export would write in this very place is theirs to name.
 */
export function referenceProblems(
  author: ChangeAuthor,
  { field, text = '', owner }: GivenReference,
): readonly FieldProblem[] {
  const own = secretReference(owner);
  if (isUnlimited(author) || !isSecretReference(text) || text.trim() === own) return [];
  const problem = 'names a variable that is not the one that exports name in its place';
  return [{ field, problem, remedy: `Name ${own}, or give the secret itself` }];
}

/**
 * The same of a variable within a longer text: nobody would look it up, and the text itself, which stands in whatever it was copied from, would be
 * the secret. In files variables have been read by then, and what still looks like one is meant as it is.
 */
export function partialReferenceRefusal(
  author: ChangeAuthor,
  { field, text = '' }: Pick<GivenReference, 'field' | 'text'>,
): Extract<ChangeRefusal, { problems: unknown }> | undefined {
  if (author.kind === 'command' || author.kind === 'server' || !isAroundReference(text)) return undefined;
  const problem = 'holds a variable, and only files are read with variables';
  const problems = [{ field, problem, remedy: 'Give the secret itself' }];
  return { kind: isUnlimited(author) ? 'refused' : 'forbidden', problems };
}

/**
 * The same in place of a secret that is there: the variable would be looked up by no one, and the secret would stay without a word. What an export
 * would write in this very place stands for the secret itself.
 */
export function keptSecretRefusal(
  author: ChangeAuthor,
  given: GivenReference,
): Extract<ChangeRefusal, { problems: unknown }> | undefined {
  const { field, text = '', owner } = given;
  const problems = referenceProblems(author, given);
  if (problems.length > 0) return { kind: 'forbidden', problems };
  if (!isSecretReference(text) || text.trim() === secretReference(owner)) return undefined;
  const problem = 'names a variable where there is a secret already, and only files are read with variables';
  return { kind: 'refused', problems: [{ field, problem, remedy: 'Give the secret itself, or leave it out' }] };
}
