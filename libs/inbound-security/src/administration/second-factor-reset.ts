import type { AccountRow } from '../stores/account-row.js';
import { forgetFactorFailures } from '../stores/factor-failures.store.js';
import { removePasskeys } from '../stores/passkey.store.js';
import { replaceRecoveryCodes } from '../stores/recovery-code.store.js';
import { abandonTotpEnrolments } from '../stores/totp-enrolment.store.js';
import { removeTotpKey } from '../stores/totp-key.store.js';
import type { UserChangeOptions, UserDeleted } from '../user-administration.port.js';
import { withdrawFactor } from './factor-withdrawal.js';
import type { UserAdministrationDependencies } from './user-administration-dependencies.js';

/** Takes a person's authenticator app and passkeys away, with everything that was to be confirmed. */
export function resetSecondFactor(
  dependencies: UserAdministrationDependencies,
  row: AccountRow,
  options: UserChangeOptions,
): Promise<UserDeleted> {
  const { pid, module_id: moduleId } = row;
  return withdrawFactor(dependencies, row, {
    ...{ options, field: 'twoFactorAuthStatus' },
    withdraw: async (sql) => {
      await removeTotpKey(sql, pid);
      await removePasskeys(sql, pid);
      await abandonTotpEnrolments(sql, pid);
      await replaceRecoveryCodes(sql, pid, []);
      await forgetFactorFailures(sql, moduleId, [pid]);
      return true;
    },
  });
}
