import type { Provider } from '@nestjs/common';
import { USER_CHANGES, type UserChangeDependencies } from '../accounts/user-change-dependencies.js';
import { UserWrites } from '../administration/user-writes.js';
import { PASSWORD_RESETS } from '../password-reset.port.js';
import { LocalPasswordResets } from './local-password-resets.js';

/** New passwords for forgotten ones. */
export const passwordResetProviders: Provider[] = [
  {
    provide: PASSWORD_RESETS,
    inject: [USER_CHANGES, UserWrites],
    useFactory: (changes: UserChangeDependencies, writes: UserWrites) =>
      new LocalPasswordResets({ ...changes, writes }),
  },
];
