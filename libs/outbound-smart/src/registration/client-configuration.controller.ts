import { Controller, Delete, Get, NotFoundException, Put, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PublicRoute } from '#route-access/route-access.port';
import { OAuthErrorFilter } from '../http/failures/oauth-error.filter.js';
import { sendJson } from '../http/replies/json-reply.js';
import { clientAddress } from '../http/requests/client-address.js';
import { instanceOf } from '../http/requests/current-instance.decorator.js';
import { jsonBody } from '../http/requests/json-body.js';
import { readJsonResourceCall } from '../http/requests/presented-token.js';
import { ClientManagement, type ManagementCall } from './client-management.js';
import { LONGEST_REGISTRATION } from './client-registration.js';

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
  if (instance.options.registration.policy === 'closed') throw new NotFoundException();
  const { clientId } = request.params;
  return { instance, clientId, token: readJsonResourceCall(request).token, remoteAddress: clientAddress(request) };
}
