import type { ChangeAuthor } from './change-author.js';

/** Who acts by an access token. */
export interface TokenHolder {
  /** The module that issued it. */
  readonly moduleId: string;
  readonly clientId: string;
  readonly jti: string;
  /** The person; absent for a client's own token. */
  readonly user?: { readonly pid: number; readonly moduleId: string; readonly username: string };
}

/** The holder of a token as the author of a change: the person, or else the client. */
export function tokenAuthor({ moduleId: clientModuleId, clientId, jti, user }: TokenHolder): ChangeAuthor {
  const way = { clientId, clientModuleId, jti };
  if (user === undefined) return { kind: 'client', actor: clientId, ...way };
  return { kind: 'user', actor: user.username, userPid: user.pid, userModuleId: user.moduleId, ...way };
}
