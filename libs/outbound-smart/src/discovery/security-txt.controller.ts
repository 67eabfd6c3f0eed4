import { Controller, Get, Inject, NotFoundException, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CLOCK, type Clock } from '#protocol/clock';
import { securityTxt } from '#protocol/security-txt';
import { PublicRoute } from '#route-access/route-access.port';
import { CurrentInstance } from '../http/requests/current-instance.decorator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** Whom to tell of a vulnerability (RFC 9116); not there unless a contact is configured. */
@Controller('smart/.well-known/security.txt')
@PublicRoute('Whoever found a weakness must find whom to tell.')
export class SecurityTxtController {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @Get()
  show(@CurrentInstance() { baseUrl, options }: OutboundSmartInstance, @Res() reply: FastifyReply): void {
    const { contacts, policyUrl: policy } = options.securityTxt;
    if (contacts.length === 0) throw new NotFoundException();
    const canonical = `${new URL(baseUrl).origin}/.well-known/security.txt`;
    const text = securityTxt({ contacts, canonical, ...(policy !== undefined && { policy }) }, this.clock.now());
    void reply
      .header('content-type', 'text/plain; charset=utf-8')
      .header('cache-control', 'public, max-age=3600')
      .send(text);
  }
}
