import type { BrowserSessions } from '#browser-session/browser-session.port';
import { disableChange, lockChange, passwordChange, type AccountChange } from '../stores/user-account.store.js';
import type { UserRow } from '../stores/user-row.js';
import { UserRefusedError, type UserCommands } from '../user-commands.port.js';
import { userTopic } from '../user-topic.js';
import { instanceOf } from './local-inbound-instance.js';
import { hashPassword } from './password-hasher.js';
import { passwordProblem } from './password-rules.js';
import type { UserChangeDependencies } from './user-change-dependencies.js';

/** One change to one account. */
interface Command {
  readonly moduleId: string;
  readonly pid: number;
  readonly change: AccountChange;
  /** What the audit record calls it. */
  readonly name: string;
  /** Whether the user's browser sessions end with it (V-28, A-24). */
  readonly takesAway: boolean;
  readonly actor: string | undefined;
}

/** Changes to users of local inbound modules. */
export class LocalUserCommands implements UserCommands {
  constructor(
    private readonly dependencies: UserChangeDependencies,
    private readonly sessions: Pick<BrowserSessions, 'endEverywhere'>,
  ) {}

  async setPassword(moduleId: string, pid: number, password: string, actor?: string): Promise<void> {
    const { instances, queue } = this.dependencies;
    const problem = passwordProblem(password, instanceOf(instances, moduleId).options);
    if (problem !== undefined) throw new UserRefusedError('invalid-password', problem);
    const slot = queue.enter();
    try {
      const change = passwordChange(await hashPassword(slot, password));
      await this.run({ moduleId, pid, change, name: 'password set', takesAway: true, actor });
    } finally {
      slot.leave();
    }
  }

  lock(moduleId: string, pid: number, actor?: string): Promise<void> {
    return this.run({ moduleId, pid, change: lockChange(true), name: 'locked', takesAway: true, actor });
  }

  unlock(moduleId: string, pid: number, actor?: string): Promise<void> {
    return this.run({ moduleId, pid, change: lockChange(false), name: 'unlocked', takesAway: false, actor });
  }

  disable(moduleId: string, pid: number, actor?: string): Promise<void> {
    return this.run({ moduleId, pid, change: disableChange(true), name: 'disabled', takesAway: true, actor });
  }

  enable(moduleId: string, pid: number, actor?: string): Promise<void> {
    return this.run({ moduleId, pid, change: disableChange(false), name: 'enabled', takesAway: false, actor });
  }

  private async run(command: Command): Promise<void> {
    const { row, endedSessions } = await this.commit(command);
    await this.dependencies.audit.record({
      moduleId: command.moduleId,
      kind: 'USER_CHANGE',
      outcome: 'success',
      userPid: command.pid,
      username: row.username,
      detail: { change: command.name, actor: command.actor ?? 'server', endedSessions },
    });
  }

  private commit({ moduleId, pid, change, takesAway }: Command): Promise<{ row: UserRow; endedSessions: number }> {
    const { sql, changes } = this.dependencies;
    return sql.transaction(async (transaction) => {
      const row = await change(transaction, moduleId, pid);
      if (row === undefined) throw new UserRefusedError('unknown-user', `There is no user ${pid} in ${moduleId}`);
      const ended = takesAway ? await this.sessions.endEverywhere(transaction, pid) : [];
      await changes.announce(transaction, userTopic(moduleId));
      return { row, endedSessions: ended.length };
    });
  }
}
