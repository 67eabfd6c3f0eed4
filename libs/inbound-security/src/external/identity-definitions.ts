import type { Sql } from '#database/sql.port';
import type { KnownServer, KnownServers } from '#oidc-server-definition/known-servers.port';
import { clientSource, personSource } from '#protocol/federation/server-source';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { ExternalIdentityEntry } from '#protocol/user/external-identity';
import type { LocalInboundInstance } from '../local/local-inbound-instance.js';
import type { AccountRow, IdentityOfRow } from '../stores/account-row.js';
import { ownersOf, type ExternalIdentity, type IdentityOwner } from '../stores/external-identity.store.js';
import { storedIdentity } from './stored-external.js';

/** Identities of the user JSON in this installation: as they are shown and as they are stored, and what is nobody's here. */
export interface ResolvedIdentities {
  readonly entries: readonly ExternalIdentityEntry[];
  readonly stored: readonly ExternalIdentity[];
  /** Of systems that nobody has defined here. */
  readonly unknown: readonly FieldProblem[];
  /** Of other accounts. */
  readonly taken: readonly FieldProblem[];
}

type Servers = Pick<KnownServers, 'byIssuer' | 'byRegistration' | 'ofPids'>;

/**
 * Identities by what is the same in every installation: a definition is known here by its number, and elsewhere by its module and issuer. Of a
 * definition that is archived nothing is shown: nobody comes by it any more.
 */
export class IdentityDefinitions {
  constructor(
    private readonly servers: Servers,
    private readonly sql: Sql,
  ) {}

  /** The rows, their identities in the words of the user JSON. */
  async named(rows: readonly AccountRow[]): Promise<readonly AccountRow[]> {
    const pids = rows.flatMap(({ identities }) =>
      (identities ?? []).flatMap(({ source }) => placeOf(source).pid ?? []),
    );
    const servers = await this.servers.ofPids([...new Set(pids)]);
    const byPid = new Map(servers.map((each) => [each.pid, each]));
    return rows.map((row) => ({
      ...row,
      external_identities: (row.identities ?? []).flatMap((each) => entryOf(each, byPid)).sort(inOrder),
    }));
  }

  /** @param pid of the account that has them; absent for a new one */
  async resolve(
    instance: LocalInboundInstance,
    entries: readonly ExternalIdentityEntry[],
    pid?: number,
  ): Promise<ResolvedIdentities> {
    const found = await Promise.all(entries.map((each, index) => this.resolveOne(instance, each, index)));
    const known = new Map(
      found.flatMap(({ identity }) => (identity ? [[identity.stored.identityHash, identity]] : [])),
    );
    const resolved = [...known.values()].sort((one, other) => inOrder(one.entry, other.entry));
    const stored = resolved.map((each) => each.stored);
    const owners = await ownersOf(this.sql, instance.moduleId, stored);
    return {
      entries: resolved.map(({ entry }) => entry),
      stored,
      unknown: found.flatMap(({ problem }) => problem ?? []),
      taken: owners.filter((owner) => owner.pid !== pid).map(takenBy),
    };
  }

  private async resolveOne(
    { moduleId, passwordsAt }: LocalInboundInstance,
    entry: ExternalIdentityEntry,
    index: number,
  ): Promise<Resolved> {
    const field = `externalIdentities[${String(index)}]`;
    const stored = (source: string, issuer: string) =>
      storedIdentity({ moduleId, source, issuer, subject: entry.subject });
    if (entry.kind === 'directory')
      return passwordsAt === 'directory'
        ? { identity: { entry, stored: stored('ldap', '') } }
        : { problem: { field, ...NO_DIRECTORY } };
    const { moduleId: definedBy = '', issuer = '' } = entry;
    if (entry.kind === 'saml') return { identity: { entry, stored: stored(`saml:${definedBy}`, issuer) } };
    const server = await this.server(entry);
    if (server === undefined) return { problem: { field, ...unknownServer(entry) } };
    const source = entry.kind === 'oidc-client' ? clientSource(server.pid) : personSource(server.pid);
    const shown = { ...ofServer(server), kind: entry.kind, subject: entry.subject };
    return { identity: { entry: inWords(shown), stored: stored(source, server.issuer) } };
  }

  private async server({ moduleId = '', issuer, registrationId }: ExternalIdentityEntry) {
    if (issuer !== undefined) return this.servers.byIssuer(moduleId, issuer);
    return registrationId === undefined ? undefined : this.servers.byRegistration(moduleId, registrationId);
  }
}

interface Resolved {
  readonly identity?: { readonly entry: ExternalIdentityEntry; readonly stored: ExternalIdentity };
  readonly problem?: FieldProblem;
}

const NO_DIRECTORY = {
  problem: 'is of a directory, and the module of the account asks none',
  remedy: 'Leave it out, or name the module that asks the directory',
};

function unknownServer({ moduleId = '', issuer, registrationId = '' }: ExternalIdentityEntry) {
  const problem = `names a server that ${moduleId} does not know: ${issuer ?? registrationId}`;
  return { problem, remedy: 'Define the server first (POST /openid-connect-servers, or import it), then the identity' };
}

function takenBy({ username }: IdentityOwner): FieldProblem {
  const problem = `holds an identity that another account has: ${username}`;
  return { field: 'externalIdentities', problem, remedy: 'Take it from that account first, or delete the account' };
}

/** Of `ldap`, `oidc:<pid>`, `oidc:<pid>:client`, `saml:<module>`. */
function placeOf(source: string): Pick<ExternalIdentityEntry, 'kind' | 'moduleId'> & { readonly pid?: number } {
  const [kind, ...rest] = source.split(':');
  if (kind === 'saml') return { kind, moduleId: rest.join(':') };
  if (kind !== 'oidc') return { kind: 'directory' };
  return { kind: rest[1] === 'client' ? 'oidc-client' : 'oidc', pid: Number(rest[0]) };
}

function entryOf(
  { source, issuer, subject }: IdentityOfRow,
  servers: ReadonlyMap<number, KnownServer>,
): readonly ExternalIdentityEntry[] {
  const { pid, ...place } = placeOf(source);
  if (pid === undefined) return [inWords({ ...place, issuer, subject })];
  const server = servers.get(pid);
  // The issuer of a definition may be another one by now.
  return server?.issuer === issuer ? [inWords({ ...place, ...ofServer(server), subject })] : [];
}

function ofServer({ moduleId, registrationId, issuer }: KnownServer) {
  return { moduleId, registrationId, issuer };
}

/** In one order of its fields, so that equal ones are equal as texts. */
function inWords({ kind, moduleId, registrationId, issuer, subject }: ExternalIdentityEntry): ExternalIdentityEntry {
  if (kind === 'directory') return { kind, subject };
  return {
    kind,
    ...(moduleId !== undefined && { moduleId }),
    ...(registrationId !== undefined && { registrationId }),
    ...(issuer !== undefined && { issuer }),
    subject,
  };
}

function inOrder(one: ExternalIdentityEntry, other: ExternalIdentityEntry): number {
  return JSON.stringify(one) < JSON.stringify(other) ? -1 : 1;
}
