import { Delete, Get, Inject, Post, Put } from '@nestjs/common';
import { SERVER_ADMINISTRATION, type ServerAdministration } from '#oidc-server-definition/server-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { unlessKnown } from '../http/answer.js';
import { found } from '../http/refused-change.js';
import { pageAnswer, PageQuery } from '../http/paging.js';
import { AtModule, Pid } from '../http/path-parts.js';
import { savedAnswer } from '../http/saved.js';
import { IssuerQuery } from './issuer.query.js';
import { ServerDto, ServerListDto } from './server.dto.js';

const VIEW = ['OPENID_CONNECT_VIEW_SERVER_LIST'] as const;
const ADD = ['OPENID_CONNECT_ADD_SERVER'] as const;
const EDIT = ['OPENID_CONNECT_EDIT_SERVER'] as const;
const example = {
  name: 'Hospital sign-in',
  issuer: 'https://idp.example.org',
  federationRequestScopes: 'openid profile',
};
const NO_SERVER = 'There is no such server definition.';
const NO_MODULE = 'There is no such SMART inbound or outbound module.';

/** Definitions of other OpenID Connect servers. */
@AdminController('openid-connect-servers', 'OpenID Connect servers')
export class ServersController {
  constructor(@Inject(SERVER_ADMINISTRATION) private readonly servers: ServerAdministration) {}

  @Get()
  @Opens({ summary: 'List server definitions', needs: VIEW, answers: { 200: ServerListDto }, query: PageQuery })
  async list(@Call() { query }: AdminCall<PageQuery>) {
    return pageAnswer('servers', await this.servers.list(query));
  }

  @Get(':node/:module')
  @Opens({
    summary: 'Get a server definition by its issuer',
    ...{ needs: VIEW, answers: { 200: ServerDto }, query: IssuerQuery, tag: 'if-none-match' },
  })
  async find(@Call() { query, knownTags }: AdminCall<IssuerQuery>, @AtModule() at: ModuleKey) {
    return unlessKnown(found(await this.servers.findByIssuer(at, query.issuer_url), NO_SERVER), knownTags);
  }

  @Post(':node/:module')
  @Opens({
    summary: 'Add a server definition',
    ...{ needs: ADD, answers: { 201: ServerDto }, takes: ServerDto, example },
  })
  async create(@Call() { body, author }: AdminCall, @AtModule() at: ModuleKey) {
    return savedAnswer(await this.servers.create(at, body(), author), NO_MODULE, ({ server }) => server);
  }

  @Put(':node/:module/:pid')
  @Opens({
    summary: 'Replace a server definition',
    ...{ needs: EDIT, answers: { 200: ServerDto }, takes: ServerDto, tag: 'if-match', example },
  })
  async replace(@Call() call: AdminCall, @AtModule() at: ModuleKey, @Pid('pid') pid: number) {
    const saving = await this.servers.replace({ ...at, pid }, call.body(), call.change());
    return savedAnswer(saving, NO_SERVER, ({ server }) => server);
  }

  @Delete(':node/:module/:pid')
  @Opens({ summary: 'Archive a server definition', needs: EDIT, answers: { 200: ServerDto }, tag: 'if-match' })
  async archive(@Call() call: AdminCall, @AtModule() at: ModuleKey, @Pid('pid') pid: number) {
    const saving = await this.servers.archive({ ...at, pid }, call.change());
    return savedAnswer(saving, NO_SERVER, ({ server }) => server);
  }
}
