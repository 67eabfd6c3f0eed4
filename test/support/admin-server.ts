import { AdminClient, type Credentials } from './admin-client.js';
import { freePort } from './free-port.js';
import { startTestServer, type TestServer, type TestServerOptions } from './test-server.js';
import { amelia, bertha } from './test-users.js';

/** Somebody who may do everything. */
export const root = {
  username: 'root',
  password: 'the root of all changes',
  authorities: [{ permission: 'ROLE_SUPERUSER' }],
} as const;

/** A person with these permissions, who may call the admin API. */
export function administrator(username: string, permissions: readonly string[]) {
  const authorities = ['ACCESS_ADMIN_JSON', ...permissions].map((permission) => ({ permission }));
  return { username, password: `the long password of ${username}`, authorities };
}

/** A Gatehouse with a listener of the admin API. */
export interface AdminServer extends TestServer {
  readonly adminUrl: string;
  readonly adminPort: number;
  /** Calls the admin API as somebody; as {@link root} unless told. */
  as(who?: Credentials): AdminClient;
}

/** Starts a server with module `admin_json`, whose users are those of `local_security` and whose tokens are those of `smart_auth`. */
export async function startAdminServer(options: TestServerOptions = {}): Promise<AdminServer> {
  const adminPort = await freePort();
  const properties = [
    'module.admin_json.type=ADMIN_JSON',
    'module.admin_json.requires.SECURITY_IN_UP=local_security',
    'module.admin_json.requires.SECURITY_IN_OIC=smart_auth',
    'module.admin_json.config.bind_address=127.0.0.1',
    `module.admin_json.config.port=${adminPort}`,
    'module.local_security.config.password_encoding_type=BCRYPT_10_ROUND',
    ...(options.properties ?? []),
  ];
  const users = [root, ...(options.users ?? [amelia, bertha])];
  const server = await startTestServer({ ...options, properties, users });
  const adminUrl = `http://127.0.0.1:${adminPort}`;
  return { ...server, adminUrl, adminPort, as: (who = root) => new AdminClient(adminUrl, who) };
}
