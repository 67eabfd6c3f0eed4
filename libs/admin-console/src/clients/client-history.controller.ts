import { Get, Inject, Param, Post } from '@nestjs/common';
import { CLIENT_ADMINISTRATION, type ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import { NeedsPermission } from '#route-access/route-access.port';
import { HistoryPages, type ThingWithHistory } from '../history/history-pages.js';
import type { ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { foundOr404 } from '../http/console-error.js';
import { NeedsProof } from '../http/needs-proof.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { clientFields } from './client-fields.js';
import { clientPath } from './client-paths.js';
import { clientFacts, clientTabs } from './client-view.js';
import { crumbs } from './edited-client.js';

const VIEW = 'OPENID_CONNECT_VIEW_CLIENT_LIST';
const EDIT = 'OPENID_CONNECT_EDIT_CLIENT';

/** What a client was like. */
@ConsoleController('clients')
export class ClientHistoryController {
  constructor(
    @Inject(CLIENT_ADMINISTRATION) private readonly clients: ClientAdministration,
    private readonly histories: HistoryPages,
  ) {}

  @Get(':module/:client/history')
  @NeedsPermission(VIEW)
  async list(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
  ): Promise<ConsoleAnswer> {
    return this.histories.list(visit, await this.thing(visit, moduleId, clientId));
  }

  @Get(':module/:client/history/:id')
  @NeedsPermission(VIEW)
  async version(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
    @Param('id') id: string,
  ): Promise<ConsoleAnswer> {
    return this.histories.version(await this.thing(visit, moduleId, clientId), id);
  }

  @Post(':module/:client/history/:id/restore')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async restore(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
    @Param('id') id: string,
  ): Promise<ConsoleAnswer> {
    return this.histories.restore(visit, await this.thing(visit, moduleId, clientId), id);
  }

  private async thing(
    { request, author, permissions }: ConsoleVisit,
    moduleId: string,
    clientId: string,
  ): Promise<ThingWithHistory> {
    const at = { nodeId: request.instance.nodeId, moduleId, clientId };
    const stored = foundOr404(await this.clients.find(at), 'This client');
    const { name } = clientFacts(stored.json);
    return {
      ...{
        name,
        stored,
        section: '/clients',
        crumbs: crumbs(at, name),
        tabs: clientTabs(at, '/history'),
        path: clientPath(at),
      },
      of: { kind: 'client', moduleId, objectId: clientId },
      specs: clientFields,
      keeps: ['clientSecrets'],
      mayRestore: permissions.has(EDIT),
      restore: (json, options) => this.clients.replace(at, json, { author, ...options }),
    };
  }
}
