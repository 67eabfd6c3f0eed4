import type { NewUser } from '#protocol/user/user-json';
import type { HashQueue } from '#slow-hashing/slow-hashing.port';
import type { AccountToInsert } from '../stores/user-account.store.js';
import { UserRefusedError } from '../user-commands.port.js';
import type { LocalInboundInstance } from './local-inbound-instance.js';
import { readPasswordHash } from './password-hash.js';
import { hashPassword } from './password-hasher.js';
import { passwordProblem } from './password-rules.js';
import { usernameKey, usernameProblem } from './username-key.js';

/** @throws UserRefusedError `invalid-name` or `invalid-password` — what has to be corrected before the user can be created */
export function assertAcceptable(user: NewUser, { options }: LocalInboundInstance): void {
  const name = usernameProblem(user.username);
  if (name !== undefined) throw new UserRefusedError('invalid-name', name);
  const password = user.password === undefined ? undefined : passwordProblem(user.password, options);
  if (password !== undefined) throw new UserRefusedError('invalid-password', password);
  if (user.passwordHash !== undefined && readPasswordHash(user.passwordHash) === undefined) {
    throw new UserRefusedError(
      'invalid-password',
      'The password hash is neither Argon2id nor bcrypt of reasonable cost: set a password instead',
    );
  }
}

/** The row to insert, the password hashed. The user belongs to the instance whatever the JSON said. */
export async function accountOf(
  user: NewUser,
  instance: LocalInboundInstance,
  queue: HashQueue,
): Promise<AccountToInsert> {
  return {
    user: { ...user, moduleId: instance.moduleId },
    usernameKey: usernameKey(user.username, instance.options.usernameCaseSensitive),
    passwordHash: user.password === undefined ? (user.passwordHash ?? null) : await hash(queue, user.password),
  };
}

async function hash(queue: HashQueue, password: string): Promise<string> {
  const slot = queue.enter();
  try {
    return await hashPassword(slot, password);
  } finally {
    slot.leave();
  }
}
