import { grantProblems, takeoverProblem } from '../administration/author-problems.js';
import type { ChangeAuthor } from '../administration/change-author.js';
import type { ChangeRefusal } from '../administration/change-refusal.js';
import { isSuperuser } from '../permissions/may-grant.js';
import type { FieldProblem } from '../json/json-fields.js';
import type { NewUser, UserAccount } from './new-user.js';
import type { ChangedField } from './user-edit.js';
import { heldAuthorities, type UserRecord } from './user-record.js';

/** A change of one account that somebody wants to make. */
export interface WantedChange {
  readonly before: Pick<UserRecord, 'pid' | 'account' | 'signInAuthorities' | 'powersGiven' | 'lastConnected'>;
  readonly after: UserAccount;
  readonly fields: readonly ChangedField[];
  /** Whether there is a password afterwards. */
  readonly hasPassword?: boolean;
}

/** What may be changed of an account that may do more than the author: nobody signs in by it, and no app goes by it. */
const HARMLESS: ReadonlySet<ChangedField> = new Set(['familyName', 'givenName', 'notes']);

/** Why an account may not be made so by this author; undefined where it may. */
export function creationRefusal(author: ChangeAuthor, account: NewUser): ChangeRefusal | undefined {
  const { authorities: after, password, passwordHash } = account;
  return forbidden([
    ...(account.systemUser ? systemUserProblems(author) : []),
    ...grantProblems(author, { field: 'authorities', before: [], after }),
    ...secondWayProblems(author, account, (password ?? passwordHash) !== undefined),
  ]);
}

/** Why an account may not be changed so by this author; undefined where it may. */
export function changeRefusal(author: ChangeAuthor, change: WantedChange): ChangeRefusal | undefined {
  const { before, after, fields } = change;
  const grants = { field: 'authorities', before: before.account.authorities, after: after.authorities } as const;
  const opensAWay = fields.includes('password') || fields.includes('externalIdentities');
  const denied = forbidden([
    ...takeoverProblems(author, change),
    ...(fields.includes('systemUser') ? systemUserProblems(author) : []),
    ...grantProblems(author, grants),
    ...(opensAWay ? secondWayProblems(author, after, change.hasPassword === true) : []),
  ]);
  const problems = [...renameProblems(change), ...ownAccountProblems(author, change)];
  return denied ?? (problems.length > 0 ? { kind: 'refused', problems } : undefined);
}

/** Why this author may not delete an account; undefined where they may (F-54, V-100). */
export function deletionRefusal(
  author: ChangeAuthor,
  record: Pick<UserRecord, 'pid' | 'account' | 'signInAuthorities' | 'powersGiven'>,
): ChangeRefusal | undefined {
  const problem = takeoverProblem(author, heldAuthorities(record));
  if (problem !== undefined) return forbidden([{ field: 'authorities', problem, remedy: ASK_THEM }]);
  return author.userPid === record.pid ? { kind: 'refused', problems: [ownAccount('pid')] } : undefined;
}

/** Why this author may not take away somebody's second factor; undefined where they may (V-100). */
export function resetRefusal(
  author: ChangeAuthor,
  record: Pick<UserRecord, 'account' | 'signInAuthorities' | 'powersGiven'>,
): ChangeRefusal | undefined {
  const problem = takeoverProblem(author, heldAuthorities(record));
  return forbidden(problem === undefined ? [] : [{ field: 'twoFactorAuthStatus', problem, remedy: ASK_THEM }]);
}

const ASK_THEM = 'Let somebody make the change who holds them';

function takeoverProblems(author: ChangeAuthor, { before, fields }: WantedChange): readonly FieldProblem[] {
  const touching = fields.filter((field) => !HARMLESS.has(field));
  const problem = takeoverProblem(author, heldAuthorities(before));
  return problem === undefined ? [] : touching.map((field) => ({ field, problem, remedy: ASK_THEM }));
}

/** Whoever sends no credentials may act as a system user: what it may do, everybody may. */
function systemUserProblems({ authorities }: ChangeAuthor): readonly FieldProblem[] {
  if (authorities === undefined || isSuperuser(authorities)) return [];
  const problem = 'says whose permissions requests without credentials have: only a superuser changes it';
  return [{ field: 'systemUser', problem, remedy: 'Leave it as it is, or let a superuser make the change' }];
}

/**
 * What another system gives somebody when they come by it, also others have who come to the account by a password, or by a second identity. Whoever
 * knows the one must not wait for the other to bring more (V-100).
 */
function secondWayProblems(
  { authorities }: ChangeAuthor,
  { externalIdentities = [] }: UserAccount,
  hasPassword: boolean,
): readonly FieldProblem[] {
  if (authorities === undefined || isSuperuser(authorities)) return [];
  if (externalIdentities.length + (hasPassword ? 1 : 0) < 2 || externalIdentities.length === 0) return [];
  const problem = 'would be a second way in beside a password or another identity: only a superuser opens one';
  return [{ field: 'externalIdentities', problem, remedy: 'Keep one of the two, or let a superuser make the change' }];
}

/** Apps know the person by the name: it is the `sub` of their tokens (STD OID-7). */
function renameProblems({ before, fields }: WantedChange): readonly FieldProblem[] {
  if (!fields.includes('username') || before.lastConnected === undefined) return [];
  const problem = `is ${before.account.username} and stays so: apps know the person who signed in by it`;
  return [{ field: 'username', problem, remedy: 'Keep the name, or create another account and disable this one' }];
}

function ownAccountProblems({ userPid }: ChangeAuthor, change: WantedChange): readonly FieldProblem[] {
  const { before, after, fields } = change;
  if (userPid !== before.pid) return [];
  return (['accountLocked', 'accountDisabled', 'systemUser'] as const)
    .filter((field) => fields.includes(field) && after[field])
    .map(ownAccount);
}

function ownAccount(field: string): FieldProblem {
  return { field, problem: 'would shut your own account', remedy: 'Let another administrator make the change' };
}

function forbidden(problems: readonly FieldProblem[]): ChangeRefusal | undefined {
  return problems.length === 0 ? undefined : { kind: 'forbidden', problems };
}
