import { Get, Inject } from '@nestjs/common';
import { CLIENT_ADMINISTRATION, type ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import { NeedsPermission } from '#route-access/route-access.port';
import { page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { clientFacts } from './client-view.js';
import { clientPath } from './client-paths.js';

/** The list of clients. */
@ConsoleController('clients')
export class ClientListController {
  constructor(@Inject(CLIENT_ADMINISTRATION) private readonly clients: ClientAdministration) {}

  @Get()
  @NeedsPermission('OPENID_CONNECT_VIEW_CLIENT_LIST')
  async list(@Visiting() { request: { query }, permissions }: ConsoleVisit): Promise<ConsoleAnswer> {
    const search = (query.get('q') ?? '').slice(0, 200);
    const found = await this.clients.list({
      status: 'ENABLED_AND_DISABLED',
      pageIndex: 0,
      pageSize: 50,
      ...(search !== '' && { searchTerm: search }),
    });
    const rows = found.items.map(({ json }) => {
      const at = { moduleId: String(json['moduleId']), clientId: String(json['clientId']) };
      return { ...clientFacts(json), moduleId: at.moduleId, href: clientPath(at) };
    });
    return page(
      'clients/list',
      { title: 'OpenID Connect Clients', section: '/clients' },
      { rows, search, mayAdd: permissions.has('OPENID_CONNECT_ADD_CLIENT') },
    );
  }
}
