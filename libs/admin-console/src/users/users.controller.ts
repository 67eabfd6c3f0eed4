import { Get, Inject, Param, Post } from '@nestjs/common';
import { AUDIT_QUERY, type AuditQuery } from '#audit/audit-query.port';
import { USER_ADMINISTRATION, type UserAdministration } from '#inbound-security/user-administration.port';
import { NeedsPermission } from '#route-access/route-access.port';
import { eventView } from '../audit-log/event-view.js';
import { Editor } from '../editing/editor.js';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { ConsoleError, foundOr404 } from '../http/console-error.js';
import { pageIndexOf, pagesAround } from '../http/list-pages.js';
import { NeedsProof } from '../http/needs-proof.js';
import { assertDone } from '../http/refused-change.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { AccountModules } from './account-modules.js';
import { editedUser, newUser } from './edited-user.js';
import { userPath, usersPath } from './user-paths.js';
import { userFacts, userHead, userTabs, userView } from './user-view.js';

const VIEW = ['VIEW_USERS'] as const;
const CREATE = ['CREATE_USER'] as const;
const UPDATE = ['UPDATE_USER', 'SAVE_USER'] as const;
const PAGE_SIZE = 50;

/** Accounts of inbound modules. */
@ConsoleController('users')
export class UsersPagesController {
  constructor(
    @Inject(USER_ADMINISTRATION) private readonly users: UserAdministration,
    @Inject(AUDIT_QUERY) private readonly audit: AuditQuery,
    private readonly modules: AccountModules,
    private readonly editor: Editor,
  ) {}

  @Get()
  @NeedsPermission(...VIEW)
  async list(@Visiting() { request: { query, instance }, permissions }: ConsoleVisit): Promise<ConsoleAnswer> {
    const modules = await this.modules.ids();
    const moduleId =
      query.get('module') ??
      (modules.includes(instance.inboundModuleId) ? instance.inboundModuleId : (modules[0] ?? ''));
    const searchTerm = (query.get('q') ?? '').slice(0, 200);
    const pageIndex = pageIndexOf(query);
    const found = foundOr404(
      await this.users.list({ nodeId: instance.nodeId, moduleId }, { searchTerm, pageIndex, pageSize: PAGE_SIZE }),
      'This module',
    );
    const model = {
      ...{ moduleId, search: searchTerm },
      modules: modules.map((id) => ({ id, isChosen: id === moduleId })),
      newPath: CREATE.some((name) => permissions.has(name)) ? `/users/${encodeURIComponent(moduleId)}/new` : undefined,
      rows: found.items.map((user) => userView({ moduleId, pid: user.pid }, user)),
      ...pagesAround('/users', query, pageIndex, found.totalPages),
    };
    return page('users/list', { title: 'Users', section: '/users' }, model);
  }

  @Get(':module/new')
  @NeedsPermission(...CREATE)
  openNew(@Visiting() visit: ConsoleVisit, @Param('module') moduleId: string): ConsoleAnswer {
    return this.editor.open(newUser(this.users, visit, { nodeId: visit.request.instance.nodeId, moduleId }));
  }

  @Post(':module/new')
  @NeedsPermission(...CREATE)
  @NeedsProof()
  saveNew(@Visiting() visit: ConsoleVisit, @Param('module') moduleId: string): Promise<ConsoleAnswer> {
    return this.editor.submit(visit, newUser(this.users, visit, { nodeId: visit.request.instance.nodeId, moduleId }));
  }

  @Get(':module/:pid')
  @NeedsPermission(...VIEW)
  async show(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    const { at, user } = await this.find(visit, moduleId, pid);
    const passkeys = (await this.users.passkeys(at)) ?? [];
    const model = {
      ...userView(at, user),
      ...userFacts(user),
      ...{ moduleId, version: String(user.version), tabs: userTabs(at, visit.permissions, '') },
      passkeys: passkeys.map(({ id, label, createdAt, lastUsedAt }) => ({ id, label, createdAt, lastUsedAt })),
      mayUpdate: UPDATE.some((name) => visit.permissions.has(name)),
      paths: { edit: userPath(at, '/edit'), state: userPath(at, '/state'), remove: userPath(at, '/remove') },
      isPasswordMissing: user.passwordMissing || user.passwordPending,
    };
    return page('users/user', userHead(model.username, moduleId), model);
  }

  @Get(':module/:pid/edit')
  @NeedsPermission(...UPDATE)
  async openEdit(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    const { at, user } = await this.find(visit, moduleId, pid);
    return this.editor.open(editedUser(this.users, visit, at, user));
  }

  @Post(':module/:pid/edit')
  @NeedsPermission(...UPDATE)
  @NeedsProof()
  async saveEdit(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    const { at, user } = await this.find(visit, moduleId, pid);
    return this.editor.submit(visit, editedUser(this.users, visit, at, user));
  }

  /** Locks and unlocks, disables and enables, takes second factors away. */
  @Post(':module/:pid/state')
  @NeedsPermission(...UPDATE)
  @NeedsProof()
  async changeState(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    const { at, user } = await this.find(visit, moduleId, pid);
    const { form, author } = visit;
    form.assertOnly((name) => ['_version', 'do', 'passkey'].includes(name));
    const change = { author, ifVersions: [Number(form.get('_version') ?? 0)] };
    const wish = form.get('do') ?? '';
    const passkey = form.get('passkey');
    if (passkey !== undefined) assertDone(await this.users.removePasskey(at, passkey, change));
    else if (wish === 'reset-second-factor') assertDone(await this.users.resetSecondFactor(at, change));
    else assertDone(await this.users.replace(at, { ...user.json, ...stateOf(wish) }, change));
    return goTo(userPath(at), 'saved');
  }

  /** Delete asks for the name (behaviour 11). */
  @Post(':module/:pid/remove')
  @NeedsPermission(...UPDATE)
  @NeedsProof()
  async remove(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    const { at, user } = await this.find(visit, moduleId, pid);
    const { form, author } = visit;
    form.assertOnly((name) => ['_version', 'name'].includes(name));
    if (form.get('name') !== user.json['username'])
      throw new ConsoleError(422, 'Type the user name exactly as it is, so that nobody is deleted by mistake.');
    assertDone(await this.users.remove(at, { author, ifVersions: [Number(form.get('_version') ?? 0)] }));
    return goTo(usersPath(moduleId), 'removed');
  }

  @Get(':module/:pid/events')
  @NeedsPermission('VIEW_AUDIT_LOG')
  async events(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    const { at, user } = await this.find(visit, moduleId, pid);
    const part = await this.audit.read({ userPid: String(at.pid), pageSize: '50' });
    const { username } = userView(at, user);
    const model = {
      username,
      tabs: userTabs(at, visit.permissions, '/events'),
      rows: part.kind === 'found' ? part.events.map(eventView) : [],
      all: `/audit?userPid=${String(at.pid)}`,
    };
    return page('users/events', userHead(username, moduleId), model);
  }

  private async find({ request: { instance } }: ConsoleVisit, moduleId: string, text: string) {
    const pid = /^\d{1,15}$/.test(text) ? Number(text) : -1;
    const at = { nodeId: instance.nodeId, moduleId, pid };
    return { at, user: foundOr404(await this.users.find(at), 'This user') };
  }
}

function stateOf(wish: string): Readonly<Record<string, boolean>> {
  switch (wish) {
    case 'lock':
      return { accountLocked: true };
    case 'unlock':
      return { accountLocked: false };
    case 'disable':
      return { accountDisabled: true };
    case 'enable':
      return { accountDisabled: false };
    default:
      throw new ConsoleError(400, 'Choose what to do.');
  }
}
