import { Controller, Get, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { describedResource, protectedResourceMetadata } from '#protocol/oauth2/protected-resource-metadata';
import { serverMetadata } from '#protocol/oauth2/server-metadata';
import { openidConfiguration } from '#protocol/oidc/discovery';
import { smartConfiguration } from '#protocol/smart/smart-configuration';
import { PublicRoute } from '#route-access/route-access.port';
import { allowAnyOrigin } from '../http/cors/client-cors.js';
import { OAuthErrorFilter } from '../http/failures/oauth-error.filter.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { queryParameters } from '../http/requests/request-parameters.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { ServerDescriptions } from './server-descriptions.js';

/** Seconds a client may keep a discovery document. */
const MAX_AGE_SECONDS = 300;

/** The discovery documents, all printed from one description (B-19). */
@Controller('smart/.well-known')
@UseFilters(OAuthErrorFilter)
@PublicRoute('Discovery is public by definition.')
export class WellKnownController {
  constructor(private readonly descriptions: ServerDescriptions) {}

  /** OpenID Connect Discovery 1.0 §4. */
  @Get('openid-configuration')
  async openid(@CurrentInstance() instance: OutboundSmartInstance, @Res() reply: FastifyReply): Promise<void> {
    send(reply, openidConfiguration(await this.descriptions.of(instance)));
  }

  /** RFC 8414 §3; with a context path the listener also answers at `/.well-known/oauth-authorization-server/<path>`. */
  @Get('oauth-authorization-server')
  async oauth(@CurrentInstance() instance: OutboundSmartInstance, @Res() reply: FastifyReply): Promise<void> {
    send(reply, serverMetadata(await this.descriptions.of(instance)));
  }

  /** RFC 9728 §3, of this server or of the FHIR base that is named; a FHIR host forwards its own address here. */
  @Get('oauth-protected-resource')
  async resource(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const named = queryParameters(request).get('resource');
    const resource = describedResource(named, instance.baseUrl, instance.options.access.allowedAudiences);
    send(reply, protectedResourceMetadata(await this.descriptions.of(instance), resource));
  }

  /** SMART App Launch 2.2, "Conformance": a document the FHIR server can forward (ruling 67). */
  @Get('smart-configuration')
  async smart(@CurrentInstance() instance: OutboundSmartInstance, @Res() reply: FastifyReply): Promise<void> {
    send(reply, smartConfiguration(await this.descriptions.of(instance)));
  }
}

function send(reply: FastifyReply, document: object): void {
  allowAnyOrigin(reply);
  void reply
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', `public, max-age=${MAX_AGE_SECONDS}`)
    .send(document);
}
