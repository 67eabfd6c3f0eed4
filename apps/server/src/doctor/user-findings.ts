import type { AdministeredUser, UserAdministration } from '#inbound-security/user-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import { isUseless } from '#protocol/user/read-launch-context';
import type { LaunchContextEntry } from '#protocol/user/user-session';
import type { Finding } from './finding.js';
import { GroupedFindings } from './grouped-findings.js';

const PORTION = 500;
const SUPERUSER = 'ROLE_SUPERUSER';

const PENDING: Omit<Finding, 'about'> = {
  severity: 'error',
  problem: 'no sign-in is possible: the password is a variable without a value',
  remedy: 'Set the variable that the export names and import again, or set a password',
};

const MISSING: Omit<Finding, 'about'> = {
  severity: 'warning',
  problem: 'no sign-in is possible: there is no password, as after the import of a list of users',
  remedy: 'Set passwords by the admin API or import them, hashes too; disable accounts that nobody needs',
};

/** A password alone is what is guessed and fished for. */
const ONE_FACTOR: Omit<Finding, 'about'> = {
  severity: 'warning',
  problem: 'may do everything and has no second factor, nor must have one',
  remedy: 'Set tfa.required_permissions=ROLE_SUPERUSER for the module, or secondFactorRequired for the user',
};

const OTHER_RECORD: Omit<Finding, 'about'> = {
  severity: 'warning',
  problem: 'has a default launch context that is no resource of its type here: no app is given it',
  remedy: 'Write ids, or references such as Patient/123, into its defaultLaunchContexts, or take the entry out',
};

/** A local inbound module, and whom it demands a second factor of. */
export interface ModuleOfUsers extends ModuleKey {
  readonly options: { readonly secondFactor: { readonly requiredPermissions: readonly string[] } };
}

const UNKNOWN: Omit<Finding, 'about'> = {
  severity: 'warning',
  problem: 'is of another system, and nothing says who it is there: its owner would get another account',
  remedy:
    'Write externalIdentities into the user, or delete it: the other system knows the id there. Where its owner has another account by now, take them from that one first ("externalIdentities": []). Who is to sign in here gets a password, which makes the account one of this server',
};

/** What is worth knowing of the users of local inbound modules. @param mode superusers with a password alone are told of in production */
export async function userFindings(
  users: Pick<UserAdministration, 'list'>,
  modules: readonly ModuleOfUsers[],
  mode: 'evaluation' | 'production',
): Promise<readonly Finding[]> {
  const groups = new GroupedFindings('user');
  for (const module of modules)
    for await (const user of usersOf(users, module)) {
      const name = `${module.moduleId}/${String(user.json.username)}`;
      if (user.passwordPending) groups.add(name, PENDING);
      if (user.passwordMissing && isPersonHere(user)) groups.add(name, MISSING);
      if (user.passwordMissing && isLost(user)) groups.add(name, UNKNOWN);
      if (hasUselessContext(user)) groups.add(name, OTHER_RECORD);
      if (mode === 'production' && hasOneFactor(user, module)) groups.add(name, ONE_FACTOR);
    }
  return groups.findings();
}

/** Whoever is to sign in here by a password: not those who sign in elsewhere, who stand for requests without a person, or who are shut out on purpose. */
function isPersonHere({ json }: AdministeredUser): boolean {
  return json.systemUser !== true && json.external !== true && json.accountDisabled !== true;
}

/** Of a program nobody can demand more than a password. */
function hasOneFactor(
  { json, passwordMissing, passwordPending }: AdministeredUser,
  { options }: ModuleOfUsers,
): boolean {
  const authorities = json.authorities as readonly { readonly permission: string }[] | undefined;
  if (authorities?.some(({ permission }) => permission === SUPERUSER) !== true) return false;
  if (json.accountDisabled === true || json.serviceAccount === true || passwordMissing || passwordPending) return false;
  if (json.secondFactorRequired === true || options.secondFactor.requiredPermissions.includes(SUPERUSER)) return false;
  return json.twoFactorAuthStatus !== 'KEY_ACTIVE';
}

/** Written before such entries were refused, or brought along by a file. */
function hasUselessContext({ json }: AdministeredUser): boolean {
  const entries = json.defaultLaunchContexts as readonly LaunchContextEntry[] | undefined;
  return entries?.some(isUseless) === true;
}

/** Brought along without what it is found by: such as those of an export that was made before there were identities in it. */
function isLost({ json }: AdministeredUser): boolean {
  return json.external === true && json.systemUser !== true && json.externalIdentities === undefined;
}

async function* usersOf(users: Pick<UserAdministration, 'list'>, module: ModuleKey): AsyncGenerator<AdministeredUser> {
  for (let pageIndex = 0, totalPages = 1; pageIndex < totalPages; pageIndex++) {
    const page = await users.list(module, { pageIndex, pageSize: PORTION });
    totalPages = page?.totalPages ?? 0;
    yield* page?.items ?? [];
  }
}
