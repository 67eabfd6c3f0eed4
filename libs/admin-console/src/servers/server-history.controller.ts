import { Get, Inject, Param, Post } from '@nestjs/common';
import { SERVER_ADMINISTRATION, type ServerAdministration } from '#oidc-server-definition/server-administration.port';
import { NeedsPermission } from '#route-access/route-access.port';
import { HistoryPages, type ThingWithHistory } from '../history/history-pages.js';
import type { ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { foundOr404 } from '../http/console-error.js';
import { NeedsProof } from '../http/needs-proof.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { serverName } from './edited-server.js';
import { serverFields } from './server-fields.js';
import { serverPath } from './server-paths.js';
import { serverTabs } from './server-view.js';

const VIEW = 'OPENID_CONNECT_VIEW_SERVER_LIST';
const EDIT = 'OPENID_CONNECT_EDIT_SERVER';

/** What a server definition was like. */
@ConsoleController('servers')
export class ServerHistoryController {
  constructor(
    @Inject(SERVER_ADMINISTRATION) private readonly servers: ServerAdministration,
    private readonly histories: HistoryPages,
  ) {}

  @Get(':module/:pid/history')
  @NeedsPermission(VIEW)
  async list(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    return this.histories.list(visit, await this.thing(visit, moduleId, pid));
  }

  @Get(':module/:pid/history/:id')
  @NeedsPermission(VIEW)
  async version(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
    @Param('id') id: string,
  ): Promise<ConsoleAnswer> {
    return this.histories.version(await this.thing(visit, moduleId, pid), id);
  }

  @Post(':module/:pid/history/:id/restore')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async restore(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
    @Param('id') id: string,
  ): Promise<ConsoleAnswer> {
    return this.histories.restore(visit, await this.thing(visit, moduleId, pid), id);
  }

  private async thing(
    { request, author, permissions }: ConsoleVisit,
    moduleId: string,
    pid: string,
  ): Promise<ThingWithHistory> {
    const at = { nodeId: request.instance.nodeId, moduleId, pid: /^\d{1,15}$/.test(pid) ? Number(pid) : -1 };
    const stored = foundOr404(await this.servers.find(at), 'This server definition');
    const name = serverName(stored.json);
    const crumbs = [
      { label: 'OpenID Connect Servers', href: '/servers' },
      { label: name, href: serverPath(at) },
    ];
    return {
      ...{ name, stored, section: '/servers', crumbs, tabs: serverTabs(at, '/history'), path: serverPath(at) },
      of: { kind: 'server', moduleId, objectId: pid },
      specs: serverFields,
      keeps: ['tokenIntrospectionClientSecret'],
      mayRestore: permissions.has(EDIT),
      restore: (json, options) => this.servers.replace(at, json, { author, ...options }),
    };
  }
}
