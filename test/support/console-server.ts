import { totpCode, totpStep } from '#protocol/second-factor/totp';
import { ConsoleClient } from './console-client.js';
import { freePort } from './free-port.js';
import { startAdminServer, type AdminServer } from './admin-server.js';
import { amelia, bertha } from './test-users.js';
import type { TestServerOptions } from './test-server.js';

/** Somebody who may do everything in the console. */
export const chief = {
  username: 'chief',
  password: 'the chief of all pages',
  authorities: [{ permission: 'ROLE_SUPERUSER' }],
} as const;

/** A person with these permissions, who may sign in to the console. */
export function consoleUser(username: string, permissions: readonly string[]) {
  const authorities = ['ACCESS_ADMIN_WEB', ...permissions].map((permission) => ({ permission }));
  return { username, password: `the long password of ${username}`, authorities };
}

/** A Gatehouse with a listener of the console. */
export interface ConsoleServer extends AdminServer {
  readonly consoleUrl: string;
  /** A browser without scripts at the console, signed in as somebody; as {@link chief} unless told. */
  signIn(who?: { readonly username: string; readonly password: string }): Promise<ConsoleClient>;
}

/** Starts a server with module `admin_web`. Without `secondFactor` a password is enough, so that tests of pages need no codes. */
export async function startConsoleServer(
  options: TestServerOptions & { readonly secondFactor?: boolean } = {},
): Promise<ConsoleServer> {
  const port = await freePort();
  const properties = [
    'module.admin_web.type=ADMIN_WEB',
    'module.admin_web.requires.SECURITY_IN_UP=local_security',
    'module.admin_web.config.bind_address=127.0.0.1',
    `module.admin_web.config.port=${port}`,
    `module.admin_web.config.second_factor.required=${options.secondFactor === true ? 'true' : 'false'}`,
    ...(options.properties ?? []),
  ];
  const server = await startAdminServer({
    ...options,
    properties,
    users: [chief, amelia, bertha, ...(options.users ?? [])],
  });
  const consoleUrl = `http://localhost:${port}`;
  const signIn = async ({ username, password } = chief as { username: string; password: string }) => {
    const client = new ConsoleClient(consoleUrl);
    await client.open('/sign-in');
    await client.send({ username, password });
    return client;
  };
  return { ...server, consoleUrl, signIn };
}

/** The code that an authenticator app shows now, from its key as pages show it: Base32 in groups (RFC 4648 §6). */
export function codeOf(key: string): string {
  const bits = [...key.replace(/ /g, '')].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return totpCode(Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2))), totpStep(new Date()));
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
