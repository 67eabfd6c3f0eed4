import { Controller, Delete, Get, NotFoundException, Put, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { instanceOf } from '../instances/current-instance.decorator.js';
import { ClientManagement, type ManagementCall } from '../registration/client-management.js';
import { LONGEST_REGISTRATION } from '../registration/client-registration.js';
import { jsonBody } from './json-body.js';
import { sendJson } from './json-reply.js';
import { OAuthErrorFilter } from './oauth-error.filter.js';
import { readJsonResourceCall } from './presented-token.js';

type ConfigurationRequest = FastifyRequest<{ Params: { clientId: string } }>;

/** The client configuration endpoint (RFC 7592 §2) of modules that have one. */
@Controller('smart/oauth/register/:clientId')
@UseFilters(OAuthErrorFilter)
@PublicRoute('A registered client proves itself by its registration access token.')
export class ClientConfigurationController {
  constructor(private readonly management: ClientManagement) {}

  @Get()
  async read(@Req() request: ConfigurationRequest, @Res() reply: FastifyReply): Promise<void> {
    sendJson(reply, await this.management.read(callOf(request)));
  }

  @Put()
  async replace(@Req() request: ConfigurationRequest, @Res() reply: FastifyReply): Promise<void> {
    sendJson(reply, await this.management.replace(callOf(request), () => jsonBody(request, LONGEST_REGISTRATION)));
  }

  @Delete()
  async remove(@Req() request: ConfigurationRequest, @Res() reply: FastifyReply): Promise<void> {
    await this.management.remove(callOf(request));
    await reply.status(204).header('cache-control', 'no-store').send();
  }
}

/** @throws NotFoundException the module has no registration, and nothing at these addresses */
function callOf(request: ConfigurationRequest): ManagementCall {
  const instance = instanceOf(request);
  if (instance.options.registrationPolicy === 'closed') throw new NotFoundException();
  const { clientId } = request.params;
  return { instance, clientId, token: readJsonResourceCall(request).token, remoteAddress: request.ip };
}
