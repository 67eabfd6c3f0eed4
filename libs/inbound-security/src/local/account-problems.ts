import { isSecretReference } from '#protocol/administration/secret-reference';
import type { FieldProblem } from '#protocol/user/json-fields';
import type { NewUser } from '#protocol/user/new-user';
import type { LocalInboundInstance } from './local-inbound-instance.js';
import type { LocalInboundOptions } from './local-inbound.options.js';
import { isPasswordLengthAccepted, LONGEST_PASSWORD_BYTES, readPasswordHash } from './password-hash.js';
import { usernameProblem } from './username-key.js';

/** What has to be corrected before the module can have this account. */
export function accountProblems(user: NewUser, instance: LocalInboundInstance): readonly FieldProblem[] {
  const { username, password, passwordHash } = user;
  const name = usernameProblem(username);
  return [
    ...(name === undefined ? [] : [{ field: 'username', problem: name, remedy: 'Correct the name' }]),
    ...(password === undefined || isSecretReference(password) ? [] : passwordProblems(password, instance)),
    ...(passwordHash === undefined || readPasswordHash(passwordHash) !== undefined ? [] : [UNREADABLE_HASH]),
  ];
}

const UNREADABLE_HASH: FieldProblem = {
  field: 'password',
  problem: 'is a hash that is neither Argon2id nor bcrypt of reasonable cost',
  remedy: 'Set a password instead',
};

/** Files of the product have passwords that its own default accepts, so the pattern is told with how it is set. */
function passwordProblems(password: string, { moduleId, options }: LocalInboundInstance): readonly FieldProblem[] {
  if (!isPasswordLengthAccepted(password)) {
    const problem = `does not have 1 to ${LONGEST_PASSWORD_BYTES.toLocaleString('en')} bytes`;
    return [{ field: 'password', problem, remedy: 'Give another password' }];
  }
  if (matchesPattern(password, options)) return [];
  const { passwordPatternMessage, passwordPattern } = options;
  return [
    {
      field: 'password',
      problem: `${passwordPatternMessage}: it does not match password_pattern, which is ${passwordPattern}`,
      remedy: `Give another password, or set module.${moduleId}.config.password_pattern; .{4,100} is the product's default`,
    },
  ];
}

/** The pattern describes the whole password, as in the product; the dot includes line breaks. */
export function matchesPattern(password: string, options: Pick<LocalInboundOptions, 'passwordPattern'>): boolean {
  return new RegExp(`^(?:${options.passwordPattern})$`, 's').test(password);
}
