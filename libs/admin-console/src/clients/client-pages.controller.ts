import { Get, Inject, Param, Post } from '@nestjs/common';
import { MODULE_ADMINISTRATION, type ModuleAdministration } from '#module-config/module-administration.port';
import { CLIENT_ADMINISTRATION, type ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import { NeedsPermission } from '#route-access/route-access.port';
import { Editor } from '../editing/editor.js';
import { goTo, page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { ConsoleError, foundOr404 } from '../http/console-error.js';
import { NeedsProof } from '../http/needs-proof.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { clientKinds } from './client-kinds.js';
import { clientPath } from './client-paths.js';
import { clientFacts, clientTabs } from './client-view.js';
import { crumbs, editedClient, newClient } from './edited-client.js';

const VIEW = 'OPENID_CONNECT_VIEW_CLIENT_LIST';
const ADD = 'OPENID_CONNECT_ADD_CLIENT';
const EDIT = 'OPENID_CONNECT_EDIT_CLIENT';
const OUTBOUND = 'SECURITY_OUT_SMART';

/** Pages of single clients: seen, made, edited, archived. */
@ConsoleController('clients')
export class ClientPagesController {
  constructor(
    @Inject(CLIENT_ADMINISTRATION) private readonly clients: ClientAdministration,
    @Inject(MODULE_ADMINISTRATION) private readonly modules: ModuleAdministration,
    private readonly editor: Editor,
  ) {}

  @Get('new')
  @NeedsPermission(ADD)
  async chooseKind(): Promise<ConsoleAnswer> {
    const modules = await this.outboundModules();
    const model = {
      modules: modules.map((moduleId) => ({
        moduleId,
        kinds: clientKinds.map(({ id, title, detail }) => ({
          href: `/clients/new/${encodeURIComponent(moduleId)}/${id}`,
          title,
          detail,
        })),
      })),
    };
    return page(
      'clients/new',
      { title: 'New client', section: '/clients', crumbs: [{ label: 'OpenID Connect Clients', href: '/clients' }] },
      model,
    );
  }

  @Get('new/:module/:kind')
  @NeedsPermission(ADD)
  async openNew(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('kind') kind: string,
  ): Promise<ConsoleAnswer> {
    return this.editor.open(await this.newOf(visit, moduleId, kind));
  }

  @Post('new/:module/:kind')
  @NeedsPermission(ADD)
  @NeedsProof()
  async saveNew(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('kind') kind: string,
  ): Promise<ConsoleAnswer> {
    return this.editor.submit(visit, await this.newOf(visit, moduleId, kind));
  }

  @Get(':module/:client')
  @NeedsPermission(VIEW)
  async show(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
  ): Promise<ConsoleAnswer> {
    const { at, found } = await this.find(visit, moduleId, clientId);
    const facts = clientFacts(found.json);
    const model = {
      ...facts,
      tabs: clientTabs(at, ''),
      mayEdit: visit.permissions.has(EDIT),
      mayAdd: visit.permissions.has(ADD),
      clonePath: clientPath(at, '/clone'),
      comparePath: clientPath(at, '/compare'),
      exportPath: clientPath(at, '/export.json'),
      editPath: clientPath(at, '/edit'),
      archivePath: clientPath(at, '/archive'),
      at,
    };
    return page(
      'clients/client',
      { title: facts.name, section: '/clients', crumbs: crumbs(at, facts.name).slice(0, 1) },
      model,
    );
  }

  @Get(':module/:client/edit')
  @NeedsPermission(EDIT)
  async openEdit(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
  ): Promise<ConsoleAnswer> {
    const { at, found } = await this.find(visit, moduleId, clientId);
    return this.editor.open(editedClient(this.clients, visit, at, found));
  }

  @Post(':module/:client/edit')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async saveEdit(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
  ): Promise<ConsoleAnswer> {
    const { at, found } = await this.find(visit, moduleId, clientId);
    return this.editor.submit(visit, editedClient(this.clients, visit, at, found));
  }

  @Get(':module/:client/archive')
  @NeedsPermission(EDIT)
  async askArchive(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
  ): Promise<ConsoleAnswer> {
    const { at, found } = await this.find(visit, moduleId, clientId);
    return archivePage(at, found.version, clientFacts(found.json));
  }

  /** Delete asks for the name (behaviour 11). */
  @Post(':module/:client/archive')
  @NeedsPermission(EDIT)
  @NeedsProof()
  async archive(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
  ): Promise<ConsoleAnswer> {
    const { at, found } = await this.find(visit, moduleId, clientId);
    const { form, author } = visit;
    form.assertOnly((name) => ['_version', 'name'].includes(name));
    if (form.get('name') !== clientId)
      return archivePage(at, found.version, clientFacts(found.json), `Type ${clientId} exactly as it is.`);
    const saved = await this.clients.archive(at, { author, ifVersions: [Number(form.get('_version') ?? 0)] });
    if (saved.kind === 'refused' || saved.kind === 'forbidden')
      return archivePage(
        at,
        found.version,
        clientFacts(found.json),
        saved.problems.map(({ problem, remedy }) => `It ${problem}. ${remedy}.`).join(' '),
      );
    if (saved.kind === 'stale')
      return archivePage(
        at,
        found.version,
        clientFacts(found.json),
        'Somebody else changed it meanwhile. Look at it again before you archive it.',
      );
    return goTo('/clients', 'archived');
  }

  private async newOf(visit: ConsoleVisit, moduleId: string, kindId: string) {
    const kind = foundOr404(
      clientKinds.find(({ id }) => id === kindId),
      'This kind of app',
    );
    if (!(await this.outboundModules()).includes(moduleId))
      throw new ConsoleError(404, 'There is no such SMART outbound module.');
    return newClient(this.clients, visit, { nodeId: visit.request.instance.nodeId, moduleId }, kind);
  }

  private async find({ request: { instance } }: ConsoleVisit, moduleId: string, clientId: string) {
    const at = { nodeId: instance.nodeId, moduleId, clientId };
    return { at, found: foundOr404(await this.clients.find(at), 'This client') };
  }

  private async outboundModules(): Promise<readonly string[]> {
    return (await this.modules.list())
      .filter(({ module }) => module.moduleType === OUTBOUND)
      .map(({ module }) => module.moduleId);
  }
}

function archivePage(
  at: Parameters<typeof clientPath>[0] & { clientId: string },
  version: number,
  facts: ReturnType<typeof clientFacts>,
  problem?: string,
): ConsoleAnswer {
  const model = {
    action: clientPath(at, '/archive'),
    cancel: clientPath(at),
    clientId: at.clientId,
    version: String(version),
    problem,
    isEnabled: facts.isEnabled,
    editPath: clientPath(at, '/edit'),
  };
  return page(
    'clients/archive',
    { title: `Archive ${facts.name}`, section: '/clients', crumbs: crumbs(at, facts.name) },
    model,
    { status: problem === undefined ? 200 : 422 },
  );
}
