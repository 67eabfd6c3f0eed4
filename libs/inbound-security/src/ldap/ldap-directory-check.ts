import LdapAuth from 'ldapauth-fork';
import type { DirectoryCheck, DirectoryFault } from '../directory-check.port.js';
import type { LdapInboundInstance, LdapInboundInstances } from './ldap-inbound-instance.js';

const LONGEST = 10_000; // milliseconds

/** {@link DirectoryCheck} by connections of its own: what is remembered would tell nothing. */
export class LdapDirectoryCheck implements DirectoryCheck {
  constructor(private readonly instances: LdapInboundInstances) {}

  moduleIds(): readonly string[] {
    return [...this.instances.keys()];
  }

  async faultOf(moduleId: string): Promise<DirectoryFault | undefined> {
    const instance = this.instances.get(moduleId);
    if (instance === undefined) return undefined;
    const signal = AbortSignal.timeout(LONGEST);
    for (const server of instance.connection.servers) {
      const fault = await faultAt(server, instance, signal);
      if (fault !== undefined) return { ...fault, problem: `${server.host}:${String(server.port)} ${fault.problem}` };
    }
    return undefined;
  }
}

async function faultAt(
  server: LdapAuth.Server,
  instance: LdapInboundInstance,
  signal: AbortSignal,
): Promise<DirectoryFault | undefined> {
  let connection: LdapAuth.DirectoryConnection | undefined;
  try {
    connection = await LdapAuth.DirectoryConnection.open(server, instance.connection, signal);
  } catch (error) {
    return { problem: `cannot be reached: ${textOf(error)}`, remedy: UNREACHABLE };
  }
  try {
    return await faultOfContents(connection, instance, signal);
  } finally {
    connection.close();
  }
}

const UNREACHABLE =
  'See whether it is up, that ldap.url is right, and that ldap.ca.file has the certificate of the authority that vouches for it';

async function faultOfContents(
  connection: LdapAuth.DirectoryConnection,
  { systemUser, options }: LdapInboundInstance,
  signal: AbortSignal,
): Promise<DirectoryFault | undefined> {
  const { userBase, groupsBase, requiredGroup } = options.people;
  try {
    if (systemUser !== undefined) await connection.bind(systemUser.dn, systemUser.password, signal);
  } catch (error) {
    const remedy = 'Correct ldap.system_user.dn and ldap.system_user.password';
    return { problem: `does not take the system user: ${textOf(error)}`, remedy };
  }
  const bases = {
    'authenticator.bind.user.base': userBase,
    'groups.basedn': groupsBase,
    'authenticator.require_group_membership.dn': requiredGroup,
  };
  for (const [key, base] of Object.entries(bases)) {
    const problem = base === undefined ? undefined : await faultOfBase(connection, base, signal);
    if (problem !== undefined)
      return { problem: `${problem} ${key}`, remedy: `Correct ${key}, or let the system user read it` };
  }
  return undefined;
}

async function faultOfBase(
  connection: LdapAuth.DirectoryConnection,
  base: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const found = await connection.search(base, { scope: 'base', sizeLimit: 1, attributes: ['1.1'] }, signal);
    return found.length > 0 ? undefined : 'does not show the entry of';
  } catch (error) {
    return (error as Error).name === 'NoSuchObjectError'
      ? 'has no entry of'
      : `fails (${textOf(error)}) at the entry of`;
  }
}

function textOf(error: unknown): string {
  const { name, message } = error as Error;
  return `${name === 'Error' ? '' : `${name}: `}${message}`.replaceAll(/\s+/gu, ' ').slice(0, 200);
}
