import type { BulkNotes } from '#protocol/administration/bulk-change';
import { foreignNode } from '#protocol/administration/foreign-node';
import { isSecretReference } from '#protocol/administration/secret-reference';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { MayStay } from '#protocol/user/read-launch-context';
import { readUserJson, type NewUser, type ReadUser } from '#protocol/user/user-json';
import { accountProblems } from './account-problems.js';
import type { AccountsInstance } from './accounts-instance.js';
import { usernameDoubt } from './username-key.js';
import { weakPasswordProblems } from '../passwords/weak-password-problems.js';

/** A user read for a module, with everything that is wrong as far as it shows without the database. */
export interface ReadForModule extends BulkNotes {
  readonly user: NewUser;
  readonly pid?: ReadUser['pid'];
  readonly problems: readonly FieldProblem[];
}

/** What stands already, and is not judged like what is new. */
export interface Standing {
  /** The account has a password that stays: what the JSON says of it is not looked at. */
  readonly keepsPassword?: boolean;
  /** Launch contexts that are told and not refused; none unless given. */
  readonly mayStay?: MayStay;
}

/** Reads the user JSON of seed files, API bodies, dumps and exports for one module, all problems at once. */
export function readUser(
  json: unknown,
  instance: AccountsInstance,
  { keepsPassword = false, mayStay }: Standing = {},
): ReadForModule {
  const { user: said, ...notes } = readUserJson(json, instance, mayStay);
  const read = keepsPassword ? withoutPassword(said) : said;
  const user = asKeptHere(read, instance);
  const found = new Set(notes.problems.map(({ field }) => field));
  const account = accountProblems(user, instance).filter(
    ({ field }) => !found.has(field) && !(field === 'password' && instance.passwordsAt !== undefined),
  );
  return {
    user,
    ...(notes.pid !== undefined && { pid: notes.pid }),
    unknownFields: notes.unknownFields,
    problems: [...notes.problems, ...moduleProblems(user, instance), ...foreignPassword(user, instance), ...account],
    warnings: [
      ...notes.warnings,
      ...foreignNode(user.nodeId, instance.nodeId),
      ...doubtfulName(user),
      ...(read.external && !user.external ? [OF_THIS_SERVER] : []),
      ...uselessPassword(user),
      ...uselessDemand(user),
      ...pendingPassword(user),
      ...weakPasswordProblems(user, instance.options),
    ],
  };
}

/** A person's account that nobody can use before it has a password. */
export function needsPassword(user: NewUser): boolean {
  return !user.systemUser && !user.external && user.password === undefined && user.passwordHash === undefined;
}

/** People of a directory are of another system, whatever is said; who has a password here, and is known nowhere else, is of this one. */
function asKeptHere(user: NewUser, { passwordsAt }: AccountsInstance): NewUser {
  if (passwordsAt !== undefined) return { ...user, external: true };
  const isKnownElsewhere = (user.externalIdentities ?? []).length > 0;
  const hasPassword = (user.password ?? user.passwordHash) !== undefined;
  return hasPassword && !isKnownElsewhere ? { ...user, external: false } : user;
}

const OF_THIS_SERVER: FieldProblem = {
  field: 'external',
  problem: 'is true without effect: the account has a password here, and nothing says who it is elsewhere',
  remedy: 'Leave it out, or leave out the password and write externalIdentities',
};

/** A second password beside that of the directory would be a second way in. */
function foreignPassword(
  { password, passwordHash }: NewUser,
  { passwordsAt, moduleId }: AccountsInstance,
): readonly FieldProblem[] {
  if (passwordsAt === undefined || (password ?? passwordHash) === undefined) return [];
  const who = { directory: 'the directory', 'other-server': 'another server', script: 'the script' }[passwordsAt];
  const problem = `cannot be set: ${who} of ${moduleId} knows the passwords of its people`;
  return [{ field: 'password', problem, remedy: `Leave it out; people change their password at ${who}` }];
}

function withoutPassword({ password: _, passwordHash: __, ...account }: NewUser): NewUser {
  return account;
}

function moduleProblems({ moduleId }: NewUser, instance: AccountsInstance): readonly FieldProblem[] {
  if (moduleId === instance.moduleId) return [];
  const problem = `names another module: ${moduleId}`;
  return [{ field: 'moduleId', problem, remedy: `Leave it out, or write ${instance.moduleId}` }];
}

/** Told, and no more: people with such names are there, and files of the product may have them. */
function doubtfulName({ username }: NewUser): readonly FieldProblem[] {
  const problem = usernameDoubt(username);
  return problem === undefined ? [] : [{ field: 'username', problem, remedy: 'See that it is whom you mean' }];
}

/** A system user stands for requests without a person. */
function uselessPassword({ systemUser, password, passwordHash }: NewUser): readonly FieldProblem[] {
  if (!systemUser || (password ?? passwordHash) === undefined) return [];
  const problem = 'is true, so that nobody can sign in with this name, whatever the password';
  return [{ field: 'systemUser', problem, remedy: 'Write false where it is a person, or leave the password out' }];
}

/** A program has nobody who could be asked for a code. */
function uselessDemand({ secondFactorRequired, serviceAccount, systemUser }: NewUser): readonly FieldProblem[] {
  if (secondFactorRequired !== true || !(serviceAccount || systemUser)) return [];
  const problem = `is true without effect: nobody is asked for a code by the name of a ${serviceAccount ? 'service account' : 'system user'}`;
  return [{ field: 'secondFactorRequired', problem, remedy: 'Leave it out, or make the account that of a person' }];
}

function pendingPassword({ password }: NewUser): readonly FieldProblem[] {
  if (password === undefined || !isSecretReference(password)) return [];
  const problem = 'refers to a variable that has no value: nobody can sign in by it yet';
  return [{ field: 'password', problem, remedy: 'Set the variable and import again, or set a password' }];
}
