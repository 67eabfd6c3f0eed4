import { Logger } from '@nestjs/common';
import { isSecretReference } from '#protocol/administration/secret-reference';
import type { FieldProblem } from '#protocol/json/json-fields';
import { isHashOfOtherKind } from '#protocol/slow-hash';
import { MOST_WRITTEN_BCRYPT_ROUNDS } from '#protocol/stored-hash';
import type { NewUser } from '#protocol/user/new-user';
import type { AccountsInstance } from './accounts-instance.js';
import { LocalInboundOptions } from '../local/local-inbound.options.js';
import { shapeFault } from '../passwords/new-password-fault.js';
import { LONGEST_PASSWORD_BYTES, mostBcryptRounds, readPasswordHash } from '../passwords/password-hash.js';
import { usernameProblem } from './username-key.js';

const logger = new Logger('InboundSecurity');

/** What has to be corrected before the module can have this account. */
export function accountProblems(user: NewUser, instance: AccountsInstance): readonly FieldProblem[] {
  const { username, password, passwordHash } = user;
  const name = usernameProblem(username);
  return [
    ...(name === undefined ? [] : [{ field: 'username', problem: name, remedy: 'Correct the name' }]),
    ...(password === undefined || isSecretReference(password) ? [] : passwordProblems(password, instance)),
    ...(passwordHash === undefined ? [] : hashProblems(passwordHash, instance)),
  ];
}

function hashProblems(hash: string, { moduleId, options }: AccountsInstance): readonly FieldProblem[] {
  if (readPasswordHash(hash, mostBcryptRounds(options.passwordEncoding)) !== undefined) return [];
  if (readPasswordHash(hash, MOST_WRITTEN_BCRYPT_ROUNDS) !== undefined) return [costlyHash(moduleId)];
  return [isHashOfOtherKind(hash) ? HASH_OF_OTHER_KIND : UNREADABLE_HASH];
}

const HASH_OF_OTHER_KIND: FieldProblem = {
  field: 'password',
  problem: 'looks like a stored hash of a kind that cannot be checked here',
  remedy: 'Set the password anew',
};

const UNREADABLE_HASH: FieldProblem = {
  field: 'password',
  problem:
    'is a hash that nobody here can check: it is cut or of no kind that is read here, or takes longer than a second',
  remedy:
    'Set a password, or give a hash of at most 512 MiB over all passes (Argon2id), 2^14 rounds (bcrypt), a million (pbkdf2-sha256) or 256,000 (iterated-sha256)',
};

function costlyHash(moduleId: string): FieldProblem {
  return {
    field: 'password',
    problem: 'is a hash that takes longer than a second to check: bcrypt of more than 2^14 rounds',
    remedy: `Set a password, or have such hashes read: module.${moduleId}.config.password_encoding_type=BCRYPT_16_ROUND`,
  };
}

/** Files of the product have passwords that its own default accepts, so the pattern is told with how it is set. */
function passwordProblems(password: string, { moduleId, options }: AccountsInstance): readonly FieldProblem[] {
  switch (shapeFault(password, options)) {
    case undefined:
      return [];
    case 'length':
      return [WRONG_LENGTH];
    case 'unchecked':
      return [outOfTime(moduleId)];
    case 'pattern':
      return [otherThanPattern(moduleId, options)];
  }
}

/** The message that an administrator wrote stands alone; whoever wrote it knows where the pattern is set. */
function otherThanPattern(
  moduleId: string,
  { passwordPattern, passwordPatternMessage }: LocalInboundOptions,
): FieldProblem {
  const field = 'password';
  if (passwordPatternMessage !== ORDINARY_MESSAGE)
    return { field, problem: 'does not match password_pattern', remedy: passwordPatternMessage };
  return {
    field,
    problem: `does not match password_pattern, which is ${passwordPattern}`,
    remedy: `Give another password, or set module.${moduleId}.config.password_pattern; .{4,100} is the product's default`,
  };
}

const ORDINARY_MESSAGE = new LocalInboundOptions().passwordPatternMessage;

const WRONG_LENGTH: FieldProblem = {
  field: 'password',
  problem: `does not have 1 to ${LONGEST_PASSWORD_BYTES.toLocaleString('en')} bytes`,
  remedy: 'Give another password',
};

function outOfTime(moduleId: string): FieldProblem {
  logger.warn(`A password was refused: module.${moduleId}.config.password_pattern takes too long to match. Correct it`);
  const problem = 'could not be checked: password_pattern takes too long';
  return { field: 'password', problem, remedy: `Have module.${moduleId}.config.password_pattern corrected` };
}
