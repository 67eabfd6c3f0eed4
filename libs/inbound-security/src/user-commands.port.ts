/** A command was refused because of what was asked; the message is safe to show to the administrator. */
export class UserRefusedError extends Error {
  override readonly name = 'UserRefusedError';

  constructor(
    readonly reason:
      'name-taken' | 'name-reserved' | 'invalid-name' | 'invalid-password' | 'unknown-user' | 'unknown-module',
    message: string,
  ) {
    super(message);
  }
}

/**
 * Changes to one user, for console, JSON API and CLI alike (ruling 52). Each is one transaction that also tells all nodes, then ends
 * the user's browser sessions where the change takes access away, then writes an audit record.
 * All throw {@link UserRefusedError} `unknown-user`.
 */
export interface UserCommands {
  /** @throws UserRefusedError `invalid-password` — shorter than the module's rules, or over 1,024 bytes */
  setPassword(moduleId: string, pid: number, password: string, actor?: string): Promise<void>;
  lock(moduleId: string, pid: number, actor?: string): Promise<void>;
  /** Also forgets failed tries, so that a temporary lock ends, too. */
  unlock(moduleId: string, pid: number, actor?: string): Promise<void>;
  disable(moduleId: string, pid: number, actor?: string): Promise<void>;
  enable(moduleId: string, pid: number, actor?: string): Promise<void>;
}

/** DI token of {@link UserCommands}. */
export const USER_COMMANDS = Symbol('UserCommands');
