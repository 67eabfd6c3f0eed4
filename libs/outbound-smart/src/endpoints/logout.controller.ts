import { Controller, Get, Inject, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { BROWSER_SESSIONS, type BrowserSessions } from '#browser-session/browser-session.port';
import { readLogoutRequest } from '#protocol/oidc/logout';
import { PublicRoute } from '#route-access/route-access.port';
import type { Visit } from '../authorization-flow/visit.js';
import { PendingRequests } from '../authorization-flow/pending-requests.js';
import { CurrentInstance } from '../instances/current-instance.decorator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { Logout, type LogoutResult } from '../logout/logout.js';
import { ClientCors } from './client-cors.js';
import { FlowReply, redirect } from './flow-reply.js';
import { acceptsHtml, PageErrorFilter } from './page-error.filter.js';
import { assertFromOwnPage } from './own-form.js';
import { isFromOwnSite } from './own-site.js';
import { rawForm, rawQuery } from './request-parameters.js';
import { VisitReader } from './visit-reader.js';

/** Fields the confirmation page posts back. */
const CARRIED = ['client_id', 'post_logout_redirect_uri', 'state', 'cb', 'ui_locales'];

/** Ends the browser session, in the product's forms and as OIDC RP-Initiated Logout. */
@Controller('smart/logout')
@UseFilters(PageErrorFilter)
@PublicRoute('Signing out needs no more than the session that ends.')
export class LogoutController {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    private readonly logout: Logout,
    private readonly visits: VisitReader,
    private readonly replies: FlowReply,
    private readonly cors: ClientCors,
    private readonly pending: PendingRequests,
  ) {}

  @Get()
  async show(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.answer(instance, request, reply, new URLSearchParams(rawQuery(request)));
  }

  @Post()
  async end(
    @CurrentInstance() instance: OutboundSmartInstance,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const parameters = new URLSearchParams([
      ...new URLSearchParams(rawQuery(request)),
      ...new URLSearchParams(rawForm(request)),
    ]);
    if (lacksCookies(instance, request, parameters))
      return redirect(reply, `${instance.publicPath}/logout?${parameters.toString()}`);
    await this.answer(instance, request, reply, parameters);
  }

  private async answer(
    instance: OutboundSmartInstance,
    request: FastifyRequest,
    reply: FastifyReply,
    parameters: URLSearchParams,
  ): Promise<void> {
    await this.cors.allow(instance, request, reply, true);
    const visit = await this.visits.read(instance, request);
    const confirmation = request.method === 'POST' ? (parameters.get('_csrf') ?? undefined) : undefined;
    if (confirmation !== undefined) {
      assertFromOwnPage(instance, request);
      this.pending.assertOwnForm(visit.browser, confirmation);
    }
    const accessToken = tokenHeader(request);
    const result = await this.logout.logout({
      instance,
      visit,
      request: readLogoutRequest(parameters),
      trusted: confirmation !== undefined || isFromOwnSite(instance, request),
      ...(accessToken !== undefined && { accessToken }),
    });
    await (result.kind === 'confirm'
      ? this.confirm(instance, reply, visit, parameters)
      : this.ended(instance, request, reply, result));
  }

  private async confirm(
    instance: OutboundSmartInstance,
    reply: FastifyReply,
    visit: Visit,
    parameters: URLSearchParams,
  ): Promise<void> {
    const hidden = CARRIED.flatMap((name) => {
      const value = parameters.get(name);
      return value === null ? [] : [{ name, value }];
    });
    const target = parameters.get('post_logout_redirect_uri') ?? parameters.get('cb');
    const model = {
      basePath: instance.publicPath,
      action: `${instance.publicPath}/logout`,
      csrf: { parameterName: '_csrf', token: this.sessions.csrfToken(visit.browser) },
      hidden,
      ...(visit.browser.session && { username: visit.browser.session.username }),
      ...(target !== null && { formTargets: [target] }),
    };
    await this.replies.send(instance, reply, {
      result: { kind: 'page', page: 'logout-confirm', model, status: 200 },
      cookies: visit.cookies,
    });
  }

  private async ended(
    instance: OutboundSmartInstance,
    request: FastifyRequest,
    reply: FastifyReply,
    result: Extract<LogoutResult, { kind: 'ended' }>,
  ): Promise<void> {
    for (const cookie of result.cookies) void reply.header('set-cookie', cookie);
    if (result.location !== undefined) return redirect(reply, result.location);
    if (!acceptsHtml(request)) {
      await reply.status(204).header('cache-control', 'no-store').send();
      return;
    }
    const model = {
      basePath: instance.publicPath,
      ...(result.clientName !== undefined && { clientName: result.clientName }),
    };
    await this.replies.page(reply, 'logged-out', model, 200);
  }
}

/** A form of another site arrives without our cookie; a GET brings it, and the person can be asked (X14, ruling 45). */
function lacksCookies(instance: OutboundSmartInstance, request: FastifyRequest, parameters: URLSearchParams): boolean {
  const isProven = request.headers.authorization !== undefined || parameters.has('id_token_hint');
  const isOurForm = parameters.has('_csrf');
  return !isProven && !isOurForm && acceptsHtml(request) && !isFromOwnSite(instance, request);
}

/** Product clients send the raw token with and without `Bearer ` (reference 3.11). */
function tokenHeader(request: FastifyRequest): string | undefined {
  return /^(?:bearer +)?([\w.~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1];
}
