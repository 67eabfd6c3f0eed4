import { Get, Inject, Param, Post } from '@nestjs/common';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';
import { SERVER_ADMINISTRATION, type ServerAdministration } from '#oidc-server-definition/server-administration.port';
import { NeedsPermission } from '#route-access/route-access.port';
import { Editor } from '../editing/editor.js';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { ConsoleError, foundOr404 } from '../http/console-error.js';
import { pageIndexOf, pagesAround } from '../http/list-pages.js';
import { NeedsProof } from '../http/needs-proof.js';
import { assertDone } from '../http/refused-change.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { DiscoveryCheck, type CheckStep } from './discovery-check.js';
import { editedServer, newServer, serverName } from './edited-server.js';
import { serverPath } from './server-paths.js';
import { serverSections, serverTabs } from './server-view.js';

const VIEW = 'OPENID_CONNECT_VIEW_SERVER_LIST';
const ADD = 'OPENID_CONNECT_ADD_SERVER';
const EDIT = 'OPENID_CONNECT_EDIT_SERVER';
/** Types of modules that have definitions. */
const OWNERS = ['SECURITY_OUT_SMART', 'SECURITY_IN_SMART'];
const CRUMBS = [{ label: 'OpenID Connect Servers', href: '/servers' }];
const PAGE_SIZE = 50;

/** Definitions of other OpenID Connect servers. */
@ConsoleController('servers')
export class ServersPagesController {
  constructor(
    @Inject(SERVER_ADMINISTRATION) private readonly servers: ServerAdministration,
    @Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration,
    private readonly discovery: DiscoveryCheck,
    private readonly editor: Editor,
  ) {}

  @Get()
  @NeedsPermission(VIEW)
  async list(@Visiting() { request: { query }, permissions }: ConsoleVisit): Promise<ConsoleAnswer> {
    const pageIndex = pageIndexOf(query);
    const found = await this.servers.list({ pageIndex, pageSize: PAGE_SIZE });
    const modules = permissions.has(ADD)
      ? (await this.modules.list()).filter(({ module }) => OWNERS.includes(module.moduleType))
      : [];
    const model = {
      rows: found.items.map(({ json, pid }) => ({
        name: serverName(json),
        issuer: String(json['issuer']),
        moduleId: String(json['moduleId']),
        isArchived: json['archivedAt'] !== undefined,
        href: serverPath({ moduleId: String(json['moduleId']), pid }),
      })),
      owners: modules.map(({ module }) => ({
        moduleId: module.moduleId,
        href: `/servers/new/${encodeURIComponent(module.moduleId)}`,
      })),
      ...pagesAround('/servers', query, pageIndex, found.totalPages),
    };
    return page('servers/list', { title: 'OpenID Connect Servers', section: '/servers' }, model);
  }

  @Get('new/:module')
  @NeedsPermission(ADD)
  async openNew(@Visiting() visit: ConsoleVisit, @Param('module') moduleId: string): Promise<ConsoleAnswer> {
    return this.editor.open(newServer(this.servers, visit, await this.owner(visit, moduleId)));
  }

  @Post('new/:module')
  @NeedsPermission(ADD)
  @NeedsProof()
  async saveNew(@Visiting() visit: ConsoleVisit, @Param('module') moduleId: string): Promise<ConsoleAnswer> {
    return this.editor.submit(visit, newServer(this.servers, visit, await this.owner(visit, moduleId)));
  }

  @Get(':module/:pid')
  @NeedsPermission(VIEW)
  async show(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    return this.page(visit, moduleId, pid);
  }

  /** Asks the server: changes nothing. */
  @Post(':module/:pid/check')
  @NeedsPermission(VIEW)
  async check(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    visit.form.assertOnly(() => false);
    const { server } = await this.find(visit, moduleId, pid);
    return this.page(visit, moduleId, pid, await this.discovery.run(moduleId, String(server.json['issuer'])));
  }

  @Get(':module/:pid/edit')
  @NeedsPermission(EDIT)
  async openEdit(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    const { at, server } = await this.find(visit, moduleId, pid);
    return this.editor.open(editedServer(this.servers, visit, at, server));
  }

  @Post(':module/:pid/edit')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async saveEdit(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    const { at, server } = await this.find(visit, moduleId, pid);
    return this.editor.submit(visit, editedServer(this.servers, visit, at, server));
  }

  @Post(':module/:pid/archive')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async archive(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('pid') pid: string,
  ): Promise<ConsoleAnswer> {
    const { at, server } = await this.find(visit, moduleId, pid);
    const { form, author } = visit;
    form.assertOnly((name) => ['_version', 'name'].includes(name));
    if (form.get('name') !== String(server.json['issuer']))
      throw new ConsoleError(422, 'Type the issuer exactly as it is, so that nothing is archived by mistake.');
    assertDone(await this.servers.archive(at, { author, ifVersions: [Number(form.get('_version') ?? 0)] }));
    return goTo('/servers', 'archived');
  }

  private async page(
    visit: ConsoleVisit,
    moduleId: string,
    pid: string,
    steps?: readonly CheckStep[],
  ): Promise<ConsoleAnswer> {
    const { at, server } = await this.find(visit, moduleId, pid);
    const model = {
      ...{
        name: serverName(server.json),
        moduleId,
        issuer: String(server.json['issuer']),
        version: String(server.version),
        steps,
      },
      sections: serverSections(server.json),
      tabs: serverTabs(at, ''),
      isArchived: server.json['archivedAt'] !== undefined,
      pending: server.pendingSecrets,
      mayEdit: visit.permissions.has(EDIT),
      paths: { edit: serverPath(at, '/edit'), check: serverPath(at, '/check'), archive: serverPath(at, '/archive') },
    };
    return page('servers/server', { title: model.name, section: '/servers', crumbs: CRUMBS }, model);
  }

  private async find({ request: { instance } }: ConsoleVisit, moduleId: string, text: string) {
    const at = { nodeId: instance.nodeId, moduleId, pid: /^\d{1,15}$/.test(text) ? Number(text) : -1 };
    return { at, server: foundOr404(await this.servers.find(at), 'This server definition') };
  }

  private async owner({ request: { instance } }: ConsoleVisit, moduleId: string) {
    const owner = (await this.modules.list()).find(
      ({ module }) => module.moduleId === moduleId && OWNERS.includes(module.moduleType),
    );
    foundOr404(owner, 'A module that could know a server');
    return { nodeId: instance.nodeId, moduleId };
  }
}
