import { Inject, Injectable } from '@nestjs/common';
import { CHANGE_FEED, type ChangeFeed } from '#database/change-feed.port';
import { isSecretReference } from '#protocol/administration/secret-reference';
import { acceptedIssuers } from '#protocol/server/accepted-issuers';
import { issuerKey } from '#protocol/server/server';
import { canIntrospect } from '#protocol/server/server-credentials';
import type { KnownServer } from '../known-servers.port.js';
import { serversTopic } from '../server-writer.js';
import { SERVER_STORE, type ServerStore, type StoredServer } from '../stores/server.store.js';

/** The definitions of a module, by all that they are looked up by. */
export interface ModuleServers {
  readonly list: readonly KnownServer[];
  readonly byPid: ReadonlyMap<number, StoredServer>;
  readonly byIssuer: ReadonlyMap<string, KnownServer>;
  readonly byRegistration: ReadonlyMap<string, KnownServer>;
}

/** Definitions as they are stored, which the change feed keeps true. There are few modules, and what administrators write is all remembered. */
@Injectable()
export class ServerRecords {
  private readonly modules = new Map<string, { readonly version: string; readonly servers: Promise<ModuleServers> }>();

  constructor(
    @Inject(SERVER_STORE) private readonly store: ServerStore,
    @Inject(CHANGE_FEED) private readonly feed: ChangeFeed,
  ) {}

  /** @throws DatabaseUnavailableError nothing is confirmed, and nothing can be read */
  of(moduleId: string): Promise<ModuleServers> {
    const version = this.feed.versionOf(serversTopic(moduleId));
    const known = this.modules.get(moduleId);
    if (known !== undefined && known.version === version) return known.servers;
    const servers = this.read(moduleId);
    // The version was taken before the read: a change in between leaves an entry that no longer matches.
    if (version !== undefined) this.remember(moduleId, version, servers);
    return servers;
  }

  private remember(moduleId: string, version: string, servers: Promise<ModuleServers>): void {
    this.modules.set(moduleId, { version, servers });
    servers.catch(() => {
      if (this.modules.get(moduleId)?.servers === servers) this.modules.delete(moduleId);
    });
  }

  private async read(moduleId: string): Promise<ModuleServers> {
    const stored = await this.store.ofModule(moduleId);
    const list = stored.map(knownServer).sort(byName);
    return {
      list,
      byPid: new Map(stored.map((each) => [each.pid, each])),
      byIssuer: new Map(list.map((each) => [each.issuer, each])),
      byRegistration: new Map(list.map((each) => [each.registrationId, each])),
    };
  }
}

function byName(one: KnownServer, other: KnownServer): number {
  return one.name.localeCompare(other.name, 'en') || one.issuer.localeCompare(other.issuer, 'en');
}

function knownServer({ pid, version, settings, secret }: StoredServer): KnownServer {
  const hasSecret = secret !== undefined && !isSecretReference(secret);
  const { tokenIntrospectionClientId: clientId, name = '' } = settings;
  const issuer = issuerKey(settings.issuer);
  return {
    ...{ pid, version, issuer, hasSecret, settings },
    moduleId: settings.moduleId,
    name: name === '' ? issuer : name,
    acceptedIssuers: acceptedIssuers(settings.issuer),
    registrationId: settings.federationRegistrationId,
    ...(clientId !== undefined && { clientId }),
    canIntrospect: canIntrospect(settings, hasSecret),
    requestScopes: scopesOf(settings.federationRequestScopes),
    hasValidationKey: isSet(settings.validationJwkText) || isSet(settings.validationJwkFile),
    hasAuthenticationScript: isSet(settings.federationAuthScriptText),
    hasUserMappingScript: isSet(settings.federationUserMappingScriptText),
  };
}

function isSet(text: string | undefined): boolean {
  return text !== undefined && text.trim() !== '';
}

function scopesOf(written = ''): readonly string[] {
  const scopes = written.split(/\s+/).filter((scope) => scope !== '');
  return scopes.length > 0 ? [...new Set(scopes)] : ['openid', 'profile'];
}
