import type { AdministeredUser, UserAdministration } from '#inbound-security/user-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import type { Finding } from './finding.js';
import { GroupedFindings } from './grouped-findings.js';

const PORTION = 500;

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

/** What is worth knowing of the users of local inbound modules. */
export async function userFindings(
  users: Pick<UserAdministration, 'list'>,
  modules: readonly ModuleKey[],
): Promise<readonly Finding[]> {
  const groups = new GroupedFindings('user');
  for (const module of modules)
    for await (const user of usersOf(users, module)) {
      const name = `${module.moduleId}/${String(user.json.username)}`;
      if (user.passwordPending) groups.add(name, PENDING);
      if (user.passwordMissing && isPersonHere(user)) groups.add(name, MISSING);
    }
  return groups.findings();
}

/** Whoever is to sign in here by a password: not those who sign in elsewhere, who stand for requests without a person, or who are shut out on purpose. */
function isPersonHere({ json }: AdministeredUser): boolean {
  return json.systemUser !== true && json.external !== true && json.accountDisabled !== true;
}

async function* usersOf(users: Pick<UserAdministration, 'list'>, module: ModuleKey): AsyncGenerator<AdministeredUser> {
  for (let pageIndex = 0, totalPages = 1; pageIndex < totalPages; pageIndex++) {
    const page = await users.list(module, { pageIndex, pageSize: PORTION });
    totalPages = page?.totalPages ?? 0;
    yield* page?.items ?? [];
  }
}
