import {
  keptSecretRefusal,
  partialReferenceRefusal,
  referenceProblems,
} from '#protocol/administration/author-problems';
import type { BulkNotes } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import { otherPid } from '#protocol/administration/kept-pid';
import { isSecretReference } from '#protocol/administration/secret-reference';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { NewUser, UserAccount } from '#protocol/user/new-user';
import type { MayStay } from '#protocol/user/read-launch-context';
import { changeRefusal, creationRefusal } from '#protocol/user/user-change-rules';
import { differences, editedAccount, effectsOf, type ChangedField } from '#protocol/user/user-edit';
import type { ExternalIdentityEntry } from '#protocol/user/external-identity';
import type { ResolvedIdentities } from '../external/identity-definitions.js';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
import { newAccount, storedForm, wantingPid } from '../accounts/new-account.js';
import type { Passwords } from '../passwords/passwords.js';
import { unseenProblem } from '#protocol/unseen-characters';
import { newUsernameProblem } from '../accounts/username-key.js';
import { needsPassword, readUser, type ReadForModule } from '../accounts/read-user.js';
import { unreachable } from '../accounts/unreachable.js';
import { weakPasswordProblems } from '../passwords/weak-password-problems.js';
import { recordOfRow, type AccountRow } from '../stores/account-row.js';
import type { AccountToStore, AccountUpdate } from '../stores/account-write.store.js';
import { newPassword } from './new-password.js';

/** Who people are elsewhere, looked up before anything is planned. */
export type IdentitiesOfEntries = (
  entries: readonly ExternalIdentityEntry[],
  pid?: number,
) => Promise<ResolvedIdentities>;

/** What planning goes by beside the JSON. */
export interface Planning {
  readonly instance: AccountsInstance;
  readonly author: ChangeAuthor;
  readonly passwords: Passwords;
  /** Names that are ids of clients (ruling 49). */
  readonly reserved: ReadonlySet<string>;
  /** Names of deleted users, in their one spelling, by which somebody signed in. */
  readonly former?: ReadonlySet<string>;
  /** Absent where nobody brings any. */
  readonly identities?: IdentitiesOfEntries;
  /** New users keep the pid of the JSON where they can; else it is the store's own business. */
  readonly keepsPids?: boolean;
  /** People chose these passwords elsewhere: one that is easy to guess is told and taken over. */
  readonly takesWeakPasswords?: boolean;
}

/** A user to be created. */
export interface PlannedCreation extends BulkNotes {
  readonly kind: 'creation';
  /** That of the JSON. */
  readonly pid?: number;
  readonly account: AccountToStore;
}

/** A change to be made; without fields there is nothing to do. */
export interface PlannedChange extends BulkNotes {
  readonly kind: 'change';
  readonly before: AccountRow;
  readonly update: AccountUpdate;
  readonly fields: readonly ChangedField[];
  readonly endsSessions: boolean;
  /** The person has shown that the mailbox is theirs, which says nothing of the second factor: its lock stays (V-59). */
  readonly byMail?: true;
}

/** A stored user and what is wanted of them. */
export interface WantedUser {
  readonly row: AccountRow;
  readonly json: unknown;
  /** The hash that is stored. */
  readonly hash: string | undefined;
  /** The password stays whatever the JSON says (import). */
  readonly keepsPassword: boolean;
  /** It came in a file: a variable without a value leaves the password as it is. */
  readonly isForeign: boolean;
  /** A temporary lock is to end. */
  readonly endsLock: boolean;
}

/** What a new user is to be, the password hashed; a refusal says all that is wrong at once. */
export async function planCreation(json: unknown, planning: Planning): Promise<PlannedCreation | ChangeRefusal> {
  const { instance, author, passwords, reserved } = planning;
  const read = readUser(json, instance, { mayStay: () => planning.keepsPids === true });
  const weak = weakPasswords(read, planning);
  const identities = await identitiesFor(read.user, planning);
  const problems = [
    ...[...read.problems, ...newNameProblems(read, reserved), ...unseenInNames(read.user), ...weak],
    ...identities.problems,
  ];
  if (problems.length > 0) return { kind: 'refused', problems };
  const refusal = referenceRefusal(planning, read.user) ?? creationRefusal(author, read.user);
  if (refusal !== undefined) return refusal;
  const account = { ...(await newAccount(read.user, instance, passwords)), identities: identities.stored };
  return {
    kind: 'creation',
    account: planning.keepsPids === true ? wantingPid(account, read.pid) : account,
    ...(read.pid !== undefined && { pid: read.pid }),
    ...notesOf(read, [
      ...(needsPassword(read.user) ? [NO_PASSWORD] : []),
      ...unreachable(read.user),
      ...formerName(account.usernameKey, planning),
      ...identities.warnings,
    ]),
  };
}

/** What a stored user is to be. The password is compared with the stored one, so that the same again is no change. */
export async function planChange(wanted: WantedUser, planning: Planning): Promise<PlannedChange | ChangeRefusal> {
  const { row, json } = wanted;
  const before = recordOfRow(row);
  const mayStay = standingContexts(before.account, planning);
  const read = readUser(json, planning.instance, { keepsPassword: wanted.keepsPassword, mayStay });
  const { nodeId, moduleId } = before.account;
  const identities = await identitiesFor(read.user, planning, row.pid);
  const edited = editedAccount(json, withIdentities(read.user, identities), before.account);
  const after = { ...edited, nodeId, moduleId };
  const renamed = after.username === row.username ? [] : newNameProblems(read, planning.reserved);
  const problems = [...read.problems, ...renamed, ...unseenInNames(after, before.account), ...identities.problems];
  if (problems.length > 0) return { kind: 'refused', problems };
  const stored = storedForm(after, planning.instance);
  const passwordHash = await newPassword(read.user, wanted.hash, planning.passwords);
  const fields: readonly ChangedField[] = [
    ...differences(before.account, after),
    ...(passwordHash === undefined ? [] : ['password' as const]),
    ...(wanted.endsLock ? ['failedLoginAttempts' as const] : []),
  ];
  const hasPassword = passwordHash !== undefined || row.password_state !== 'none';
  const refusal =
    (fields.includes('password')
      ? referenceRefusal(planning, read.user)
      : keptReference(wanted, planning, read.user)) ??
    changeRefusal(planning.author, { before, after, fields, hasPassword });
  if (refusal !== undefined) return refusal;
  const weak = passwordHash === undefined ? [] : weakPasswords(read, planning);
  if (weak.length > 0) return { kind: 'refused', problems: weak };
  const { withdrawsGrants, endsSessions } = effectsOf(fields, after);
  const password = passwordHash === undefined ? {} : { passwordHash };
  const update: AccountUpdate = {
    ...stored,
    ...password,
    pid: row.pid,
    version: row.version,
    withdrawsGrants,
    ...(fields.includes('externalIdentities') && { identities: identities.stored }),
  };
  return {
    kind: 'change',
    before: row,
    update,
    fields,
    endsSessions,
    ...notesOf(withoutWaiting(read, wanted.hash), [
      ...keptFields(read, after),
      ...(after.username === row.username ? [] : formerName(stored.usernameKey, planning)),
      ...(after.email === row.email ? [] : unreachable(after)),
      ...identities.warnings,
      ...(planning.keepsPids === true ? otherPid(read.pid, row.pid) : []),
    ]),
  };
}

/** What was taken before is there to be changed by whoever wants to, and does not keep an account from being shut; files come from elsewhere. */
function standingContexts({ defaultLaunchContexts }: UserAccount, { keepsPids }: Planning): MayStay {
  const stored = new Set(defaultLaunchContexts.map((entry) => JSON.stringify([entry.contextType, entry.resourceId])));
  return ({ contextType, resourceId }) => keepsPids === true || stored.has(JSON.stringify([contextType, resourceId]));
}

/** What the JSON says of identities, as it is here. What nobody knows here is told where a file comes from elsewhere, and refused otherwise. */
async function identitiesFor({ externalIdentities }: NewUser, { identities, keepsPids }: Planning, pid?: number) {
  const { unknown, taken, ...resolved } = (await identities?.(externalIdentities ?? [], pid)) ?? NO_IDENTITIES;
  const isForeign = keepsPids === true;
  return {
    ...resolved,
    // Of a file of which nothing is known here, nothing is taken away either.
    isSaid: externalIdentities !== undefined && (resolved.entries.length > 0 || unknown.length === 0),
    problems: [...taken, ...(isForeign ? [] : unknown)],
    warnings: isForeign ? unknown.map((each) => ({ ...each, problem: `${each.problem}; nobody comes in by it` })) : [],
  };
}

const NO_IDENTITIES: ResolvedIdentities = { entries: [], stored: [], unknown: [], taken: [] };

function withIdentities(
  { externalIdentities: _, ...user }: NewUser,
  { isSaid, entries }: Pick<ResolvedIdentities, 'entries'> & { readonly isSaid: boolean },
): NewUser {
  return isSaid ? { ...user, externalIdentities: entries } : user;
}

function weakPasswords({ user }: ReadForModule, { instance, takesWeakPasswords }: Planning): readonly FieldProblem[] {
  return takesWeakPasswords === true ? [] : weakPasswordProblems(user, instance.options);
}

/** A variable in place of a password that is there. */
function keptReference(
  { hash, isForeign }: WantedUser,
  { author, instance: { moduleId } }: Planning,
  { username, password }: NewUser,
): ChangeRefusal | undefined {
  if (isForeign || password === undefined || hash === undefined || isSecretReference(hash)) return undefined;
  const owner = { kind: 'user', names: [moduleId, username] };
  return keptSecretRefusal(author, { field: 'password', text: password, owner });
}

function referenceRefusal(
  { author, instance: { moduleId } }: Planning,
  { username, password }: NewUser,
): ChangeRefusal | undefined {
  const owner = { kind: 'user', names: [moduleId, username] };
  const given = { field: 'password', text: password, owner };
  const problems = referenceProblems(author, given);
  return problems.length > 0 ? { kind: 'forbidden', problems } : partialReferenceRefusal(author, given);
}

const NO_PASSWORD: FieldProblem = {
  field: 'password',
  problem: 'is missing: nobody can sign in by this account yet',
  remedy: 'Set a password',
};

/** Apps that know people by issuer and name would take one for the other (OpenID Connect Core §2). */
function formerName(usernameKey: string, { former }: Planning): readonly FieldProblem[] {
  if (former?.has(usernameKey) !== true) return [];
  const problem = 'was the name of a deleted user: apps that knew them by it take the new user for the same person';
  return [{ field: 'username', problem, remedy: 'Choose another name, unless it is the same person' }];
}

function notesOf({ unknownFields, warnings }: ReadForModule, more: readonly FieldProblem[] = []): BulkNotes {
  return { unknownFields, warnings: [...warnings, ...more] };
}

/** A reference changes nothing where there is a password, so that nobody waits for it. */
function withoutWaiting(read: ReadForModule, stored: string | undefined): ReadForModule {
  if (stored === undefined || isSecretReference(stored)) return read;
  return { ...read, warnings: read.warnings.filter(({ field }) => field !== 'password') };
}

/** What keeps a name from being given to somebody. */
function newNameProblems(read: ReadForModule, reserved: ReadonlySet<string>): readonly FieldProblem[] {
  const problem = newUsernameProblem(read.user.username);
  const unseen = problem === undefined ? [] : [{ field: 'username', problem, remedy: 'Write the name anew' }];
  return [...unseen, ...reservedName(read, reserved)];
}

/** Names by which people are shown; what is stored already may stay (V-84). */
function unseenInNames(user: UserAccount, before?: UserAccount): readonly FieldProblem[] {
  return (['familyName', 'givenName'] as const).flatMap((field) => {
    const problem = user[field] === before?.[field] ? undefined : unseenProblem(user[field]);
    return problem === undefined ? [] : [{ field, problem, remedy: 'Write the name anew' }];
  });
}

/** A user named like a client could pass for it in `sub` (ruling 49). */
function reservedName({ user: { username } }: ReadForModule, reserved: ReadonlySet<string>): readonly FieldProblem[] {
  if (!reserved.has(username)) return [];
  const problem = `is the id of a client: ${username}`;
  return [{ field: 'username', problem, remedy: 'Choose another user name' }];
}

function keptFields({ user }: ReadForModule, { external }: UserAccount): readonly FieldProblem[] {
  if (user.external === external) return [];
  const [problem, remedy] = external
    ? ['stays true: the account is known elsewhere', 'Write true, or take the externalIdentities away ([])']
    : ['stays false: the account was created as one of this server', 'Write false, or create the account anew'];
  return [{ field: 'external', problem, remedy }];
}
