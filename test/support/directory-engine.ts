import LdapAuth from 'ldapauth-fork';
import { directoryBase, systemUser } from './slapd.js';

/** What an attempt is different in. */
export interface EngineOptions extends Partial<LdapAuth.ConnectionOptions> {
  readonly filter?: string;
  readonly service?: { readonly dn: string; readonly password: string };
  readonly signal?: AbortSignal;
  readonly isMeant?: LdapAuth.Options['isMeant'];
}

/** One attempt at a directory by connections of its own: the entry that was signed in, or the error. */
export async function engineAttempt(
  server: LdapAuth.Server,
  [username, password]: readonly [username: string, password: string],
  { filter = '(&(objectClass=person)(uid={0}))', service = systemUser, signal, isMeant, ...others }: EngineOptions = {},
): Promise<LdapAuth.Entry | Error> {
  const connection = { servers: [server], connectMilliseconds: 1_000, operationMilliseconds: 1_000, ...others };
  const connections = new LdapAuth.ServiceConnections({ connection, service, most: 2 });
  const search = { base: directoryBase, filter, attributes: ['uid', 'mail'] };
  const engine = new LdapAuth({
    connections,
    search,
    ...(signal && { signal }),
    ...(isMeant && { isMeant }),
  });
  try {
    return await new Promise((resolve) =>
      engine.authenticate(username, password, (error, entry) => resolve(error ?? entry!)),
    );
  } finally {
    connections.close();
  }
}
