import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { readDeviceCookie } from '../device-cookie.js';
import type { Visit } from '../../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { clientAddress } from './client-address.js';
import { noteVisitor } from './asked-languages.js';
import { shownRequest } from './shown-request.js';
import { isFromOwnSite } from './own-pages.js';

/** Recognises the browser behind an HTTP request. */
@Injectable()
export class VisitReader {
  constructor(@Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions) {}

  async read(instance: OutboundSmartInstance, request: FastifyRequest): Promise<Visit> {
    const { browser, setCookie } = await this.sessions.identify(instance.session, request.headers.cookie);
    noteVisitor(request, browser);
    // A POST from another site comes without our cookie (SameSite); a new one would replace that of a signed-in person.
    const isForeignPost = request.method === 'POST' && !isFromOwnSite(instance, request);
    const cookies = setCookie === undefined || isForeignPost ? [] : [setCookie];
    const deviceCookie = readDeviceCookie(instance.session, request.headers.cookie);
    return {
      browser,
      cookies,
      remoteAddress: clientAddress(request),
      request: shownRequest(instance, request),
      ...(deviceCookie !== undefined && { deviceCookie }),
    };
  }
}
