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

/** What is worth knowing of the users of local inbound modules. */
export async function userFindings(
  users: Pick<UserAdministration, 'list'>,
  modules: readonly ModuleKey[],
): Promise<readonly Finding[]> {
  const groups = new GroupedFindings('user');
  for (const module of modules)
    for await (const { json, passwordPending } of usersOf(users, module))
      if (passwordPending) groups.add(`${module.moduleId}/${String(json.username)}`, PENDING);
  return groups.findings();
}

async function* usersOf(users: Pick<UserAdministration, 'list'>, module: ModuleKey): AsyncGenerator<AdministeredUser> {
  for (let pageIndex = 0, totalPages = 1; pageIndex < totalPages; pageIndex++) {
    const page = await users.list(module, { pageIndex, pageSize: PORTION });
    totalPages = page?.totalPages ?? 0;
    yield* page?.items ?? [];
  }
}
