import { seedOnce, wasSeeded } from '#database/seed-record.port';
import { otherPid } from '#protocol/administration/kept-pid';
import type { SeedMode } from '#protocol/administration/seed-list';
import { entryPlace } from '#protocol/json/entry-place';
import { randomToken } from '#protocol/random';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { ReservedNames } from '../reserved-names.port.js';
import { insertAccounts, type AccountToStore } from '../stores/account-write.store.js';
import type { SeedUser, SeedUsersReport, UserSeeding } from '../user-seeding.port.js';
import { instanceOf } from '../accounts/accounts-instance.js';
import { newAccount, wantingPid } from '../accounts/new-account.js';
import { queuedPasswords } from '../passwords/passwords.js';
import type { UserChangeDependencies } from '../accounts/user-change-dependencies.js';

const NOTHING: SeedUsersReport = {
  seeded: false,
  created: [],
  generatedPasswords: [],
  withoutPassword: [],
  warnings: [],
  problems: [],
};

/** Loads the users a deployment starts with, once per module and all of them or none. */
export class LocalUserSeeding implements UserSeeding {
  constructor(
    private readonly dependencies: UserChangeDependencies,
    private readonly reserved: ReservedNames,
  ) {}

  async seedUsers(moduleId: string, users: readonly SeedUser[], mode: SeedMode): Promise<SeedUsersReport> {
    const { sql, instances } = this.dependencies;
    if (await wasSeeded(sql, { moduleId, kind: 'users' })) return NOTHING;
    const problems = await this.namesOfClients(moduleId, users);
    if (problems.length > 0) return { ...NOTHING, problems };
    const instance = instanceOf(instances, moduleId);
    const complete = users.map((user): CompleteUser => (mode === 'evaluation' ? withPassword(user) : user));
    const passwords = queuedPasswords(this.dependencies.queue);
    const accounts: AccountToStore[] = [];
    for (const { user, pid } of complete) accounts.push(wantingPid(await newAccount(user, instance, passwords), pid));
    const created = await this.insert(moduleId, accounts);
    if (created === undefined) return NOTHING;
    const names = [...created.keys()];
    await this.record(moduleId, names);
    const warnings = otherPids(users, created);
    return { ...NOTHING, seeded: true, created: names, warnings, ...passwordsOf(complete, new Set(names)) };
  }

  /** Such a user could pass for the client in `sub` (ruling 49). */
  private async namesOfClients(moduleId: string, users: readonly SeedUser[]): Promise<readonly FieldProblem[]> {
    const names = users.map(({ user }) => user.username);
    const taken = await this.reserved.clientIdsAmong(moduleId, names);
    return taken.map((name) => ({
      field: entryPlace('users', names.indexOf(name), name, 'username'),
      problem: `"${name}" is the id of a client`,
      remedy: 'Give the person another user name.',
    }));
  }

  /** The names created, with their pids; an existing user is left alone. Undefined when another process seeded meanwhile. */
  private async insert(
    moduleId: string,
    accounts: readonly AccountToStore[],
  ): Promise<ReadonlyMap<string, number> | undefined> {
    const lastLook = await this.reserved.lastLook(moduleId);
    return seedOnce(this.dependencies.sql, { moduleId, kind: 'users' }, async (sql) => {
      const names = accounts.map(({ account }) => account.username);
      const taken = new Set(await lastLook(sql, names));
      const free = accounts.filter(({ account }) => !taken.has(account.username));
      const created = await insertAccounts(sql, free);
      return new Map(
        accounts.flatMap(({ account, usernameKey }) => {
          const pid = created.get(usernameKey);
          return pid === undefined ? [] : [[account.username, pid] as const];
        }),
      );
    });
  }

  private record(moduleId: string, created: readonly string[]): Promise<void> {
    const detail = { kind: 'users', created };
    return this.dependencies.audit.record({
      moduleId,
      kind: 'SEED',
      outcome: 'success',
      detail,
      author: { kind: 'server' },
    });
  }
}

/** Of users that were created under another pid than that of the file. */
function otherPids(users: readonly SeedUser[], created: ReadonlyMap<string, number>): readonly FieldProblem[] {
  return users.flatMap(({ user: { username }, pid }, index) => {
    const own = created.get(username);
    const problems = own === undefined ? [] : otherPid(pid, own);
    return problems.map((each) => ({ ...each, field: entryPlace('users', index, username, each.field) }));
  });
}

/** A user with the password that was made up, to be printed once. */
interface CompleteUser extends SeedUser {
  readonly generated?: string;
}

/** A person without a password gets one that is printed once (A-18: no default passwords). */
function withPassword(seed: SeedUser): CompleteUser {
  if (!seed.needsPassword) return seed;
  const generated = randomToken('', 16);
  return { ...seed, user: { ...seed.user, password: generated }, generated };
}

function passwordsOf(
  users: readonly CompleteUser[],
  created: ReadonlySet<string>,
): Pick<SeedUsersReport, 'generatedPasswords' | 'withoutPassword'> {
  const fresh = users.filter(({ user, needsPassword }) => needsPassword && created.has(user.username));
  return {
    generatedPasswords: fresh.flatMap(({ user, generated }) =>
      generated === undefined ? [] : [{ username: user.username, password: generated }],
    ),
    withoutPassword: fresh.filter(({ generated }) => generated === undefined).map(({ user }) => user.username),
  };
}
