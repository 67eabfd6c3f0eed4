import type { Sql } from '#database/sql.port';
import type { KnownServers } from '#oidc-server-definition/known-servers.port';
import { clientSource, codapSource, personSource } from '#protocol/federation/server-source';
import { issuerKey } from '#protocol/server/server';
import type { FieldProblem } from '#protocol/json/json-fields';
import type { ExternalIdentityEntry } from '#protocol/user/external-identity';
import type { AccountsInstance } from '../accounts/accounts-instance.js';
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

type Servers = Pick<KnownServers, 'byIssuer' | 'byRegistration' | 'list'>;

/**
 * Identities by what is the same in every installation: the module that defines a server, and its issuer. Those of a definition that is archived are
 * shown and kept, too: once there is another one of the issuer, people come by them again.
 */
export class IdentityDefinitions {
  constructor(
    private readonly servers: Servers,
    private readonly sql: Sql,
  ) {}

  /** The rows, their identities in the words of the user JSON. */
  async named(rows: readonly AccountRow[]): Promise<readonly AccountRow[]> {
    const registrations = await this.registrations(rows.flatMap(({ identities }) => identities ?? []));
    return rows.map((row) => ({
      ...row,
      external_identities: (row.identities ?? []).map((each) => entryOf(each, registrations)).sort(inOrder),
    }));
  }

  /** @param pid of the account that has them; absent for a new one */
  async resolve(
    instance: AccountsInstance,
    entries: readonly ExternalIdentityEntry[],
    pid?: number,
  ): Promise<ResolvedIdentities> {
    const found = await Promise.all(entries.map((each, index) => this.resolveOne(instance, each, index)));
    const named = found.flatMap(({ identity }) => identity?.stored ?? []);
    const owners = await ownersOf(this.sql, instance.moduleId, named);
    const own = new Set(owners.flatMap((owner) => (owner.pid === pid ? [owner.identity_hash] : [])));
    const isOwn = ({ identity }: Resolved) => own.has(identity?.stored.identityHash ?? '');
    const kept = found.filter((each) => each.problem === undefined || isOwn(each));
    const known = new Map(kept.flatMap(({ identity }) => (identity ? [[identity.stored.identityHash, identity]] : [])));
    const resolved = [...known.values()].sort((one, other) => inOrder(one.entry, other.entry));
    return {
      entries: resolved.map(({ entry }) => entry),
      stored: resolved.map(({ stored }) => stored),
      unknown: found.flatMap((each) => (isOwn(each) ? [] : (each.problem ?? []))),
      taken: owners.filter((owner) => owner.pid !== pid && known.has(owner.identity_hash)).map(takenBy),
    };
  }

  /** Registration ids by what {@link placeName} says of module and issuer. */
  private async registrations(identities: readonly IdentityOfRow[]): Promise<ReadonlyMap<string, string>> {
    const modules = identities.map(({ source }) => placeOf(source)).filter(({ kind }) => isOfServer(kind));
    const servers = await Promise.all(
      [...new Set(modules.map(({ moduleId = '' }) => moduleId))].map((moduleId) => this.servers.list(moduleId)),
    );
    return new Map(servers.flat().map((each) => [placeName(each.moduleId, each.issuer), each.registrationId]));
  }

  private async resolveOne(
    { moduleId, passwordsAt }: AccountsInstance,
    entry: ExternalIdentityEntry,
    index: number,
  ): Promise<Resolved> {
    const field = `externalIdentities[${String(index)}]`;
    const stored = (source: string, issuer: string) =>
      storedIdentity({ moduleId, source, issuer, subject: entry.subject });
    if (entry.kind === 'directory') {
      const source = passwordsAt && DIRECTORIES[passwordsAt];
      return source === undefined
        ? { problem: { field, ...NO_DIRECTORY } }
        : { identity: { entry, stored: stored(source, '') } };
    }
    const { moduleId: definedBy = '', issuer = '' } = entry;
    if (entry.kind === 'saml') return { identity: { entry, stored: stored(`saml:${definedBy}`, issuer) } };
    if (entry.kind === 'codap') return { identity: { entry, stored: stored(codapSource(definedBy), issuer) } };
    const server = await this.server(entry);
    const problem = { field, ...unknownServer(entry) };
    if (server === undefined && issuer === '') return { problem };
    const { registrationId, ...at } = server ?? { moduleId: definedBy, issuer: issuerKey(issuer) };
    const source = entry.kind === 'oidc-client' ? clientSource(at.moduleId) : personSource(at.moduleId);
    const place = { kind: entry.kind, moduleId: at.moduleId, issuer: at.issuer, subject: entry.subject };
    const shown = inWords({ ...place, ...(registrationId !== undefined && { registrationId }) });
    const identity = { entry: shown, stored: stored(source, at.issuer) };
    return server === undefined ? { identity, problem } : { identity };
  }

  private async server({ moduleId = '', issuer, registrationId }: ExternalIdentityEntry) {
    if (issuer !== undefined) return this.servers.byIssuer(moduleId, issuer);
    return registrationId === undefined ? undefined : this.servers.byRegistration(moduleId, registrationId);
  }
}

/** Where there is both, nobody defines the server now: it counts for whom it is already. */
interface Resolved {
  readonly identity?: { readonly entry: ExternalIdentityEntry; readonly stored: ExternalIdentity };
  readonly problem?: FieldProblem;
}

/** What is a directory to a module, by who knows its passwords: how it is called in the rows. */
const DIRECTORIES: Readonly<Partial<Record<NonNullable<AccountsInstance['passwordsAt']>, string>>> = {
  directory: 'ldap',
  script: 'script',
};

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

/** Of `ldap`, `script`, `oidc:<module>`, `oidc-client:<module>`, `saml:<module>`, `codap:<module>`. */
function placeOf(source: string): Pick<ExternalIdentityEntry, 'kind' | 'moduleId'> {
  const [kind, ...rest] = source.split(':');
  if (kind !== 'saml' && kind !== 'codap' && kind !== 'oidc' && kind !== 'oidc-client') return { kind: 'directory' };
  return { kind, moduleId: rest.join(':') };
}

function isOfServer(kind: ExternalIdentityEntry['kind']): boolean {
  return kind === 'oidc' || kind === 'oidc-client';
}

function placeName(moduleId: string, issuer: string): string {
  return JSON.stringify([moduleId, issuer]);
}

function entryOf(
  { source, issuer, subject }: IdentityOfRow,
  registrations: ReadonlyMap<string, string>,
): ExternalIdentityEntry {
  const place = placeOf(source);
  const registrationId = isOfServer(place.kind)
    ? registrations.get(placeName(place.moduleId ?? '', issuer))
    : undefined;
  return inWords({ ...place, ...(registrationId !== undefined && { registrationId }), issuer, subject });
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
