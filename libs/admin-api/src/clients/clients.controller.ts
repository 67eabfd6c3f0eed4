import { Delete, Get, Inject, Post, Put } from '@nestjs/common';
import { CLIENT_ADMINISTRATION, type ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { unlessKnown } from '../http/answer.js';
import { found } from '../http/refused-change.js';
import { pageAnswer } from '../http/paging.js';
import { AtModule, Part } from '../http/path-parts.js';
import { savedAnswer } from '../http/saved.js';
import { ClientListQuery } from './client-list.query.js';
import { ClientDto, ClientListDto } from './client.dto.js';
import { exampleApp } from './client-examples.js';
import { ADD, EDIT, NO_CLIENT, NO_MODULE, VIEW } from './client-routes.js';

/** Clients of the SMART outbound modules. */
@AdminController('openid-connect-clients', 'OpenID Connect clients')
export class ClientsController {
  constructor(@Inject(CLIENT_ADMINISTRATION) private readonly clients: ClientAdministration) {}

  @Get()
  @Opens({ summary: 'List clients', needs: VIEW, answers: { 200: ClientListDto }, query: ClientListQuery })
  async list(@Call() { query }: AdminCall<ClientListQuery>) {
    const { clientStatusFilter: status, ...rest } = query;
    return pageAnswer('clients', await this.clients.list({ status, ...rest }));
  }

  @Get(':node/:module/:clientId')
  @Opens({ summary: 'Get a client', needs: VIEW, answers: { 200: ClientDto }, tag: 'if-none-match' })
  async find(@Call() call: AdminCall, @AtModule() at: ModuleKey, @Part('clientId') clientId: string) {
    return unlessKnown(found(await this.clients.find({ ...at, clientId }), NO_CLIENT), call.knownTags);
  }

  @Post(':node/:module')
  @Opens({ summary: 'Add a client', needs: ADD, answers: { 201: ClientDto }, takes: ClientDto, example: exampleApp })
  async create(@Call() { body, author }: AdminCall, @AtModule() at: ModuleKey) {
    return savedAnswer(await this.clients.create(at, body(), author), NO_MODULE, ({ client }) => client);
  }

  @Put(':node/:module/:clientId')
  @Opens({
    summary: 'Replace a client',
    ...{ needs: EDIT, answers: { 200: ClientDto }, takes: ClientDto, tag: 'if-match', example: exampleApp },
  })
  async replace(@Call() call: AdminCall, @AtModule() at: ModuleKey, @Part('clientId') clientId: string) {
    const saving = await this.clients.replace({ ...at, clientId }, call.body(), call.change());
    return savedAnswer(saving, NO_CLIENT, ({ client }) => client);
  }

  @Delete(':node/:module/:clientId')
  @Opens({ summary: 'Archive a client', needs: EDIT, answers: { 200: ClientDto }, tag: 'if-match' })
  async archive(@Call() call: AdminCall, @AtModule() at: ModuleKey, @Part('clientId') clientId: string) {
    const saving = await this.clients.archive({ ...at, clientId }, call.change());
    return savedAnswer(saving, NO_CLIENT, ({ client }) => client);
  }
}
