import type { AccountRow } from '../stores/account-row.js';
import { forgetLastCodes } from '../stores/factor-owner.store.js';
import { removePasskey } from '../stores/passkey.store.js';
import type { UserChangeOptions, UserDeleted } from '../user-administration.port.js';
import { withdrawFactor } from './factor-withdrawal.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';

/** A change that takes one passkey away. */
export interface PasskeyRemoval {
  readonly id: string;
  readonly options: UserChangeOptions;
}

/** Takes one of a person's passkeys away, such as that of a lost device. */
export function removeUserPasskey(
  dependencies: UserAdministrationDependencies,
  row: AccountRow,
  { id, options }: PasskeyRemoval,
): Promise<UserDeleted> {
  return withdrawFactor(dependencies, row, {
    ...{ options, field: 'passkeys' },
    withdraw: async (sql) => {
      if ((await removePasskey(sql, { pid: row.pid, passkeyId: id, mayBeLast: true })) === undefined) return false;
      await forgetLastCodes(sql, row.pid);
      return true;
    },
  });
}
