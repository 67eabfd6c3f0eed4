import { Inject, Post } from '@nestjs/common';
import { CLIENT_ADMINISTRATION, type ClientAdministration } from '#outbound-smart/clients/client-administration.port';
import type { ModuleKey } from '#protocol/administration/module-key';
import { Call, type AdminCall } from '../http/admin-call.js';
import { AdminController, Opens } from '../http/admin-route.js';
import { AtModule, Part } from '../http/path-parts.js';
import { savedAnswer } from '../http/saved.js';
import { ClientDto } from './client.dto.js';
import { exampleService } from './client-examples.js';
import { ADD, EDIT, NO_CLIENT, NO_MODULE } from './client-routes.js';
import { withGeneratedSecret } from './generated-secret.js';

/** Secrets that the server makes, and shows once. */
@AdminController('openid-connect-clients', 'OpenID Connect clients')
export class ClientSecretsController {
  constructor(@Inject(CLIENT_ADMINISTRATION) private readonly clients: ClientAdministration) {}

  @Post(':node/:module/register-client-and-generate-secret')
  @Opens({
    summary: 'Add a client with a new secret',
    ...{ needs: ADD, answers: { 201: ClientDto }, takes: ClientDto, example: exampleService },
  })
  async create(@Call() { body, author }: AdminCall, @AtModule() at: ModuleKey) {
    const saving = await this.clients.createWithGeneratedSecret(at, body(), author);
    return savedAnswer(saving, NO_MODULE, withGeneratedSecret);
  }

  @Post(':node/:module/:clientId/generate-secret')
  @Opens({ summary: 'Give a client a further secret', needs: EDIT, answers: { 200: ClientDto }, tag: 'if-match' })
  async add(@Call() call: AdminCall, @AtModule() at: ModuleKey, @Part('clientId') clientId: string) {
    const saving = await this.clients.addGeneratedSecret({ ...at, clientId }, {}, call.change());
    return savedAnswer(saving, NO_CLIENT, withGeneratedSecret);
  }
}
