import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { appendToRedirectUri } from '#protocol/oauth2/redirect-uri';
import type { AuthorizationResponse } from '#protocol/oauth2/authorization-response';
import { PAGE_RENDERER, type PageRenderer } from '#skin/page-renderer.port';
import type { FlowOutcome, PageResult } from '../../authorization-flow/flow-result.js';
import { inLanguages, ownPageOf } from '../../authorization-flow/own-page.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { carriedLanguages } from '../requests/asked-languages.js';
import { audienceOf } from '../requests/audience.js';

/** Turns what the flow decided into an HTTP answer. */
@Injectable()
export class FlowReply {
  constructor(@Inject(PAGE_RENDERER) private readonly pages: PageRenderer) {}

  async send(instance: OutboundSmartInstance, reply: FastifyReply, outcome: FlowOutcome): Promise<void> {
    const { result, cookies, retryAfterSeconds } = outcome;
    for (const cookie of cookies) void reply.header('set-cookie', cookie);
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', retryAfterSeconds);
    switch (result.kind) {
      case 'page':
        return this.page(instance, reply, result);
      case 'continue':
        // On the way from one page of ours to the next it stays known where the person came from.
        void reply.header('referrer-policy', 'same-origin');
        return redirect(reply, instance.publicPath + pathAfter(reply, instance, result.path));
      case 'leave':
        return redirect(reply, result.location);
      case 'done':
        return void reply.status(204).header('cache-control', 'no-store').send();
      case 'response':
        return this.response(instance, reply, result.response);
    }
  }

  /** A rendered page; never cached, because it carries a CSRF token or personal data (V-68). */
  async page(instance: OutboundSmartInstance, reply: FastifyReply, { page, model, status }: PageResult): Promise<void> {
    const rendered = await this.pages.render(page, model, audienceOf(instance, reply.request));
    const { html, language, contentSecurityPolicy, permissionsPolicy, referrerPolicy } = rendered;
    await reply
      .status(rendered.status ?? status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('content-security-policy', contentSecurityPolicy)
      .header('referrer-policy', referrerPolicy)
      .header('cross-origin-resource-policy', 'same-origin')
      .header('permissions-policy', permissionsPolicy)
      .header('cache-control', 'no-store')
      .header('content-language', language)
      .header('vary', varyOf(reply))
      .send(html);
  }

  private async response(
    instance: OutboundSmartInstance,
    reply: FastifyReply,
    response: AuthorizationResponse,
  ): Promise<void> {
    const { redirectUri, responseMode, parameters } = response;
    if (responseMode !== 'form_post')
      return redirect(reply, appendToRedirectUri(redirectUri, parameters, responseMode));
    const fields = Object.entries(parameters).map(([name, value]) => ({ name, value }));
    const model = { basePath: instance.publicPath, redirectUri, fields };
    return this.page(instance, reply, { kind: 'page', page: 'form-post', model, status: 200 });
  }
}

/**
 * A sign-in page that a form leads to is told so: browsers hold everything that follows a form against the policy of its page, which does not allow
 * the way on to another server.
 */
function pathAfter({ request }: FastifyReply, { options }: OutboundSmartInstance, path: string): string {
  const isFromForm = request.method === 'POST' && options.federation.enabled && path.startsWith('/signin?');
  return inSameLanguage(request, isFromForm ? `${path}&from=form` : path);
}

/** A way to a page that belongs to no app's request says the languages that were asked for, by its handle if it has one; requests remember theirs. */
function inSameLanguage(request: FastifyRequest, path: string): string {
  const carried = carriedLanguages(request);
  if (carried.length === 0 || /[?&](?:interaction=ghi_|ui_locales=)/.test(path)) return path;
  const [start, query = ''] = path.split('?', 2);
  const parameters = new URLSearchParams(query);
  const page = ownPageOf(parameters.get('interaction') ?? undefined);
  if (page === undefined) parameters.append('ui_locales', carried.join(' '));
  else parameters.set('interaction', inLanguages(page.handle, carried));
  return `${start ?? ''}?${parameters.toString()}`;
}

/** 303, so that no credentials of a POST are sent on (RFC 9700 §4.12, V-13; STD FAPI-12). */
export async function redirect(reply: FastifyReply, location: string): Promise<void> {
  await reply.status(303).header('cache-control', 'no-store').header('location', location).send();
}

/** The languages of the browser say which page it is, beside what the answer depends on already (RFC 9110 §12.5.5). */
function varyOf(reply: FastifyReply): string {
  const before = reply.getHeader('vary');
  return before === undefined ? 'Accept-Language' : `${String(before)}, Accept-Language`;
}
