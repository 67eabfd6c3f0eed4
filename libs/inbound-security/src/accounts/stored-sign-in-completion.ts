import type { SignInDetails } from '#protocol/user/sign-in-details';
import type { SignInCompletion } from '../sign-in-completion.port.js';
import { keepSignInDetails } from '../stores/sign-in-details.store.js';
import type { DirectoryUser } from '../user-directory.port.js';
import { userTopic } from './cached-users.js';
import type { UserChangeDependencies } from './user-change-dependencies.js';

/** {@link SignInCompletion} in the rows of the accounts. */
export class StoredSignInCompletion implements SignInCompletion {
  constructor(private readonly dependencies: Pick<UserChangeDependencies, 'sql' | 'changes'>) {}

  async complete(
    { moduleId, pid }: Pick<DirectoryUser, 'moduleId' | 'pid'>,
    said: SignInDetails | undefined,
  ): Promise<void> {
    if (said === undefined) return;
    const { sql, changes } = this.dependencies;
    const isDifferent = await sql.transaction(async (transaction) => {
      const differs = await keepSignInDetails(transaction, pid, said);
      if (differs) await changes.announce(transaction, userTopic(moduleId), [String(pid)]);
      return differs;
    });
    if (isDifferent) await changes.caughtUp();
  }
}
