import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_QUERY, type AuditQuery, type AuditSearch } from '#audit/audit-query.port';
import { USER_ADMINISTRATION, type UserAdministration } from '#inbound-security/user-administration.port';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';
import { PROPERTY_OVERVIEW, type PropertyOverview } from '#module-config/property-overview.port';
import { SERVER_ADMINISTRATION, type ServerAdministration } from '#oidc-server-definition/server-administration.port';
import { CLIENT_ADMINISTRATION, type ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import { SCRIPT_LIBRARY, type ScriptLibrary } from '#scripts/script-library.port';
import { clientPath } from '../clients/client-paths.js';
import { modulePath } from '../modules/module-paths.js';
import { scriptPath } from '../scripts/script-paths.js';
import { serverName } from '../servers/edited-server.js';
import { serverPath } from '../servers/server-paths.js';
import { AccountModules } from '../users/account-modules.js';
import { userPath } from '../users/user-paths.js';
import { userView } from '../users/user-view.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';

/** One thing that was found. */
export interface FoundRow {
  readonly label: string;
  readonly detail: string;
  readonly href: string;
  /** The text names this thing and no other. */
  readonly isExact: boolean;
}

/** What was found of one kind. */
export interface FoundGroup {
  readonly heading: string;
  readonly rows: readonly FoundRow[];
}

/** Most things of a kind that are shown. */
const MOST = 10;
const REFERENCE = /^GH-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}$/i;

/** Looks for a text in everything that somebody may see. */
@Injectable()
export class Finder {
  constructor(
    @Inject(CLIENT_ADMINISTRATION) private readonly clients: ClientAdministration,
    @Inject(USER_ADMINISTRATION) private readonly users: UserAdministration,
    @Inject(SERVER_ADMINISTRATION) private readonly servers: ServerAdministration,
    @Inject(SCRIPT_LIBRARY) private readonly scripts: ScriptLibrary,
    @Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration,
    @Inject(PROPERTY_OVERVIEW) private readonly properties: PropertyOverview,
    @Inject(AUDIT_QUERY) private readonly audit: AuditQuery,
    private readonly accounts: AccountModules,
  ) {}

  /** Of each kind at most ten; kinds of which nothing was found, or that the person may not see, are left out. */
  async find(
    { permissions, request }: Pick<ConsoleVisit, 'permissions' | 'request'>,
    text: string,
  ): Promise<readonly FoundGroup[]> {
    const { nodeId } = request.instance;
    const kinds: readonly (readonly [heading: string, needs: string, look: () => Promise<readonly FoundRow[]>])[] = [
      ['What happened', 'VIEW_AUDIT_LOG', () => this.events(text)],
      ['Clients', 'OPENID_CONNECT_VIEW_CLIENT_LIST', () => this.clientsCalled(text)],
      ['Users', 'VIEW_USERS', () => this.people(nodeId, text)],
      ['OpenID Connect servers', 'OPENID_CONNECT_VIEW_SERVER_LIST', () => this.serversCalled(text)],
      ['Scripts', 'VIEW_MODULE_CONFIG', () => this.scriptsCalled(text)],
      ['Settings', 'VIEW_MODULE_CONFIG', () => this.settings(nodeId, text)],
    ];
    const found = await Promise.all(
      kinds
        .filter(([, needs]) => permissions.has(needs))
        .map(async ([heading, , look]) => ({ heading, rows: await look() })),
    );
    return found.filter(({ rows }) => rows.length > 0);
  }

  /** A reference number of an error, the id of a token, or that of a flow. */
  private async events(text: string): Promise<readonly FoundRow[]> {
    if (text.length < 8 || /\s/.test(text)) return [];
    const searches: readonly (readonly [string, AuditSearch])[] = REFERENCE.test(text)
      ? [['Reference', { errorReference: text.toUpperCase() }]]
      : [
          ['Token', { jti: text }],
          ['Flow', { flowId: text }],
        ];
    const found = await Promise.all(
      searches.map(async ([what, search]) => {
        const part = await this.audit.read({ ...search, pageSize: '1' });
        const [event] = part.kind === 'found' ? part.events : [];
        if (event === undefined) return [];
        const href = `/audit?${new URLSearchParams(search as Record<string, string>).toString()}`;
        return [
          {
            label: `${what} ${text}`,
            detail: `${String(event['kind'])}, ${String(event['outcome'])}`,
            href,
            isExact: true,
          },
        ];
      }),
    );
    return found.flat();
  }

  private async clientsCalled(text: string): Promise<readonly FoundRow[]> {
    const { items } = await this.clients.list({
      status: 'ENABLED_AND_DISABLED',
      searchTerm: text,
      pageIndex: 0,
      pageSize: MOST,
    });
    return items.map(({ json }) => {
      const at = { moduleId: String(json['moduleId']), clientId: String(json['clientId']) };
      const name = typeof json['clientName'] === 'string' ? json['clientName'] : at.clientId;
      return {
        label: name,
        detail: `${at.clientId} of ${at.moduleId}`,
        href: clientPath(at),
        isExact: at.clientId === text,
      };
    });
  }

  private async people(nodeId: string, searchTerm: string): Promise<readonly FoundRow[]> {
    const found = await Promise.all(
      (await this.accounts.ids()).map(async (moduleId) => {
        const part = await this.users.list({ nodeId, moduleId }, { searchTerm, pageIndex: 0, pageSize: MOST });
        return (part?.items ?? []).map((user) => {
          const { username, name } = userView({ moduleId, pid: user.pid }, user);
          return {
            label: username,
            detail: [name, moduleId].filter(Boolean).join(', '),
            href: userPath({ moduleId, pid: user.pid }),
            isExact: username === searchTerm,
          };
        });
      }),
    );
    return found.flat().slice(0, MOST);
  }

  private async serversCalled(text: string): Promise<readonly FoundRow[]> {
    const { items } = await this.servers.list({ pageIndex: 0, pageSize: 200 });
    const wanted = text.toLowerCase();
    return items
      .map(({ json, pid }) => ({
        label: serverName(json),
        detail: String(json['issuer']),
        href: serverPath({ moduleId: String(json['moduleId']), pid }),
        isExact: json['issuer'] === text,
      }))
      .filter(({ label, detail }) => `${label} ${detail}`.toLowerCase().includes(wanted))
      .slice(0, MOST);
  }

  private async scriptsCalled(searchTerm: string): Promise<readonly FoundRow[]> {
    const { items } = await this.scripts.list({ searchTerm, pageIndex: 0, pageSize: MOST });
    return items.map(({ json }) => ({
      label: json.scriptId,
      detail: json.description ?? '',
      href: scriptPath(json.scriptId),
      isExact: json.scriptId === searchTerm,
    }));
  }

  /** By key, and by the words of their help. */
  private async settings(nodeId: string, text: string): Promise<readonly FoundRow[]> {
    const wanted = text.toLowerCase();
    if (wanted.length < 3) return [];
    const found = await Promise.all(
      (await this.modules.list()).map(async ({ module: { moduleId } }) => {
        const values = (await this.properties.valuesOf({ nodeId, moduleId })) ?? [];
        return values
          .filter(
            ({ key, help = '', status }) =>
              status.kind === 'supported' && `${key} ${help}`.toLowerCase().includes(wanted),
          )
          .map(({ key, help = '' }) => ({
            label: `${key} of ${moduleId}`,
            detail: help,
            href: modulePath(moduleId, `/settings?key=${encodeURIComponent(key)}`),
            isExact: false,
          }));
      }),
    );
    return found.flat().slice(0, MOST);
  }
}
