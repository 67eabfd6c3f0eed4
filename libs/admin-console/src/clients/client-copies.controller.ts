import { Get, Inject, Param, Post } from '@nestjs/common';
import { CLIENT_ADMINISTRATION, type ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import type { JsonObject } from '#protocol/json/json-object';
import { NeedsPermission } from '#route-access/route-access.port';
import { Editor } from '../editing/editor.js';
import { versionDifference } from '../history/history-view.js';
import { page, type ConsoleAnswer } from '../http/console-answer.js';
import { ConsoleController } from '../http/console-route.js';
import { ConsoleError, foundOr404 } from '../http/console-error.js';
import { NeedsProof } from '../http/needs-proof.js';
import { Visiting } from '../http/visiting.js';
import type { ConsoleVisit } from '../visitors/console-visit.js';
import { clientFields } from './client-fields.js';
import { clientKinds, isPublic } from './client-kinds.js';
import { clientPath } from './client-paths.js';
import { clientFacts } from './client-view.js';
import { crumbs, newClient } from './edited-client.js';

const VIEW = 'OPENID_CONNECT_VIEW_CLIENT_LIST';
const ADD = 'OPENID_CONNECT_ADD_CLIENT';
/** What is a client's own: neither copied nor compared. */
const OWN = ['pid', 'nodeId', 'moduleId', 'clientId', 'clientSecrets', 'archivedAt'];

/** A client beside another one: copied, compared, taken along as a file (behaviour 19). */
@ConsoleController('clients')
export class ClientCopiesController {
  constructor(
    @Inject(CLIENT_ADMINISTRATION) private readonly clients: ClientAdministration,
    private readonly editor: Editor,
  ) {}

  @Get(':module/:client/clone')
  @NeedsPermission(ADD)
  async openClone(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
  ): Promise<ConsoleAnswer> {
    return this.editor.open(await this.cloneOf(visit, moduleId, clientId));
  }

  @Post(':module/:client/clone')
  @NeedsPermission(ADD)
  @NeedsProof()
  async saveClone(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
  ): Promise<ConsoleAnswer> {
    return this.editor.submit(visit, await this.cloneOf(visit, moduleId, clientId));
  }

  @Get(':module/:client/compare')
  @NeedsPermission(VIEW)
  async compare(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
  ): Promise<ConsoleAnswer> {
    const json = await this.find(visit, moduleId, clientId);
    const { name } = clientFacts(json);
    const wanted = (visit.request.query.get('with') ?? '').trim().slice(0, 450);
    const [otherModule, otherId] = wanted.includes('/')
      ? [wanted.slice(0, wanted.indexOf('/')), wanted.slice(wanted.indexOf('/') + 1)]
      : [moduleId, wanted];
    const other =
      wanted === ''
        ? undefined
        : await this.clients.find({ nodeId: visit.request.instance.nodeId, moduleId: otherModule, clientId: otherId });
    const model = {
      ...{
        name,
        wanted,
        action: clientPath({ moduleId, clientId }, '/compare'),
        isMissing: wanted !== '' && other === undefined,
      },
      otherName: other && clientFacts(other.json).name,
      differences: other === undefined ? [] : versionDifference(clientFields, ofItsKind(json), ofItsKind(other.json)),
    };
    return page(
      'clients/compare',
      { title: `Compare ${name}`, section: '/clients', crumbs: crumbs({ moduleId, clientId }, name) },
      model,
    );
  }

  /** As an import takes it; without secrets, which no file has. */
  @Get(':module/:client/export.json')
  @NeedsPermission(VIEW)
  async export(
    @Visiting() visit: ConsoleVisit,
    @Param('module') moduleId: string,
    @Param('client') clientId: string,
  ): Promise<ConsoleAnswer> {
    const { pid: _pid, nodeId: _node, clientSecrets: _secrets, ...json } = await this.find(visit, moduleId, clientId);
    const body = `${JSON.stringify(json, undefined, 2)}\n`;
    return { kind: 'file', fileName: `${clientId}.json`, mediaType: 'application/json; charset=utf-8', body };
  }

  private async cloneOf(visit: ConsoleVisit, moduleId: string, clientId: string) {
    const json = await this.find(visit, moduleId, clientId);
    const kind = clientKinds.find(({ id }) => id === kindOf(json));
    if (kind === undefined) throw new ConsoleError(404, 'This kind of app is not known.');
    const thing = newClient(
      this.clients,
      visit,
      { nodeId: visit.request.instance.nodeId, moduleId },
      kind,
      ofItsKind(json),
    );
    const head = { ...thing.head, title: `Copy of ${clientFacts(json).name}` };
    const lead = 'Everything is as in the other one, but for its id, and for secrets, which no two apps share.';
    return {
      ...thing,
      head,
      lead,
      action: clientPath({ moduleId, clientId }, '/clone'),
      cancel: clientPath({ moduleId, clientId }),
    };
  }

  private async find({ request: { instance } }: ConsoleVisit, moduleId: string, clientId: string): Promise<JsonObject> {
    return foundOr404(await this.clients.find({ nodeId: instance.nodeId, moduleId, clientId }), 'This client').json;
  }
}

function ofItsKind(json: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !OWN.includes(name)));
}

/** The kind whose presets suit a copy: whether it gets a secret of its own. */
function kindOf(json: JsonObject): string {
  if (isPublic(json)) return 'browser';
  return Array.isArray(json['clientSecrets']) && json['clientSecrets'].length > 0 ? 'web' : 'service';
}
