import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SAML_SIGN_IN, type SamlSignIn } from '#inbound-security/saml-sign-in.port';
import { PublicRoute } from '#route-access/route-access.port';
import { PageErrorFilter } from '../http/failures/page-error.filter.js';
import { FlowReply } from '../http/replies/flow-reply.js';
import { clientAddress } from '../http/requests/client-address.js';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import { formParameters, queryParameters } from '../http/requests/request-parameters.js';
import { VisitReader } from '../http/requests/visit-reader.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { SamlParties } from './saml-party.js';
import { SamlResponses } from './saml-responses.js';
import { SamlReturns } from './saml-returns.js';
import { SamlStart } from './saml-start.js';

const METADATA_TYPE = 'application/samlmetadata+xml; charset=utf-8';

/** The way to a SAML identity provider and back, and what administrators register there (product reference 2 and 8.4). */
@Controller('smart')
@UseFilters(PageErrorFilter)
@PublicRoute('Whoever comes here has not signed in yet; metadata is public.')
export class SamlController {
  constructor(
    @Inject(SAML_SIGN_IN) private readonly saml: SamlSignIn,
    private readonly parties: SamlParties,
    private readonly starts: SamlStart,
    private readonly responses: SamlResponses,
    private readonly returns: SamlReturns,
    private readonly visits: VisitReader,
    private readonly replies: FlowReply,
  ) {}

  @Get('saml2/authenticate/:registrationId')
  async start(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Param('registrationId') registrationId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.read(instance, request);
    const interaction = queryParameters(request).get('interaction');
    await this.replies.send(instance, reply, await this.starts.start({ instance, registrationId, interaction, visit }));
  }

  /** From the provider's page, and so without a cookie of ours: none is read, and none is set. `RelayState` means nothing here. */
  @Post('login/saml2/sso/:registrationId')
  @HttpCode(303)
  async receive(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Param('registrationId') registrationId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const response = formParameters(request).get('SAMLResponse');
    const delivery = { instance, registrationId, response, remoteAddress: clientAddress(request) };
    await this.replies.send(instance, reply, await this.responses.receive(delivery));
  }

  @Get('login/saml2/sso/:registrationId')
  async finish(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Param('registrationId') registrationId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const visit = await this.visits.read(instance, request);
    const query = queryParameters(request);
    await this.replies.send(instance, reply, await this.returns.finish({ instance, registrationId, query, visit }));
  }

  @Get('saml2/service-provider-metadata/:registrationId')
  async metadata(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Param('registrationId') registrationId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { place } = this.parties.at(instance, registrationId);
    await reply
      .header('content-type', METADATA_TYPE)
      .header('content-disposition', 'inline; filename="service-provider-metadata.xml"')
      .header('cache-control', 'no-cache')
      .send(this.saml.metadata(place));
  }
}
