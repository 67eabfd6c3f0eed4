import { Get, Inject, Param, Post } from '@nestjs/common';
import { USER_ADMINISTRATION, type UserAdministration } from '#inbound-security/user-administration.port';
import {
  SESSION_ADMINISTRATION,
  type SessionAdministration,
} from '#outbound-smart/session-management/session-administration.port';
import { NeedsPermission } from '#route-access/route-access.port';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { foundOr404 } from '../http/console-error.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { AccountModules } from './account-modules.js';
import { userPath } from './user-paths.js';
import { userHead, userTabs, userView } from './user-view.js';

const MANAGE = 'OPENID_CONNECT_MANAGE_GLOBAL_SESSIONS';
/** Most people of a module that a search shows. */
const MOST_FOUND = 20;

/** What apps may do in people's names, and where these are signed in: seen and ended. */
@ConsoleController('')
export class SessionsPagesController {
  constructor(
    @Inject(SESSION_ADMINISTRATION) private readonly sessions: SessionAdministration,
    @Inject(USER_ADMINISTRATION) private readonly users: UserAdministration,
    private readonly modules: AccountModules,
  ) {}

  /** Finds a person, in whichever module. */
  @Get('sessions')
  @NeedsPermission(MANAGE)
  async find(@Visiting() { request: { query, instance } }: ConsoleVisit): Promise<ConsoleAnswer> {
    const search = (query.get('q') ?? '').slice(0, 200);
    const rows = search === '' ? [] : await this.people(instance.nodeId, search);
    return page('users/sessions-search', { title: 'Sessions and tokens', section: '/sessions' }, { search, rows });
  }

  @Get('users/:module/:pid/sessions')
  @NeedsPermission(MANAGE)
  async show(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    const at = { nodeId: visit.request.instance.nodeId, moduleId, pid: Number(pid) };
    const user = foundOr404(Number.isSafeInteger(at.pid) ? await this.users.find(at) : undefined, 'This user');
    const clients = (await this.sessions.clientsOf({ userPid: at.pid })) ?? [];
    const { username } = userView(at, user);
    const model = {
      ...{ username, tabs: userTabs(at, visit.permissions, '/sessions'), action: userPath(at, '/sessions') },
      rows: clients.map(({ clientId, clientName, clientModuleId, approvedScopes }) => ({
        clientId,
        name: clientName === '' ? clientId : clientName,
        moduleId: clientModuleId,
        scopes: approvedScopes.map(({ scope }) => scope),
      })),
    };
    return page('users/sessions', userHead(username, moduleId), model);
  }

  /** Ends the access of one app, or of all together with every sign-in. */
  @Post('users/:module/:pid/sessions')
  @NeedsPermission(MANAGE)
  async end(
    @Visiting() { form, author }: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    form.assertOnly((name) => ['client', 'all'].includes(name));
    const clientId = form.has('all') ? undefined : form.get('client');
    const userPid = Number(pid);
    foundOr404(
      await this.sessions.withdraw({ person: { userPid }, author, ...(clientId !== undefined && { clientId }) }),
      'This user',
    );
    return goTo(userPath({ moduleId, pid: userPid }, '/sessions'), 'ended');
  }

  private async people(nodeId: string, searchTerm: string) {
    const found = await Promise.all(
      (await this.modules.ids()).map(async (moduleId) => {
        const some = await this.users.list({ nodeId, moduleId }, { searchTerm, pageIndex: 0, pageSize: MOST_FOUND });
        return (some?.items ?? []).map((user) => ({
          ...userView({ moduleId, pid: user.pid }, user),
          moduleId,
          href: userPath({ moduleId, pid: user.pid }, '/sessions'),
        }));
      }),
    );
    return found.flat();
  }
}
