import type { FastifyRequest } from 'fastify';
import type { Browser } from '#browser-session/browser-session.port';
import { rawForm, rawQuery } from './request-parameters.js';

/** More is not read of a list of languages. */
const LONGEST = 300;

/**
 * What the request asked for that a browser is at, for as long as its visit lasts: pages are made where nobody knows any more which request they
 * belong to, and an error page for none.
 */
const ofVisits = new WeakMap<Browser, readonly string[]>();
const visitors = new WeakMap<FastifyRequest, Browser>();

/** Whose visit an HTTP request is. */
export function noteVisitor(request: FastifyRequest, browser: Browser): void {
  visitors.set(request, browser);
}

/** The `ui_locales` of the authorization request that the browser has come to. */
export function noteAskedLanguages(browser: Browser, uiLocales: string | undefined): void {
  if (uiLocales !== undefined) ofVisits.set(browser, tagsOf(uiLocales));
}

/**
 * The languages that were asked for by name, best first: by this very call, else by the authorization request that it belongs to (OpenID Connect Core
 * §3.1.2.1, RP-Initiated Logout §2), else by the page of ours whose form it is.
 */
export function askedLanguages(request: FastifyRequest): readonly string[] {
  const own = ofQuery(rawQuery(request)) ?? ofForm(request);
  if (own !== undefined) return tagsOf(own);
  return ofWaitingRequest(request) ?? tagsOf(ofReferrer(request) ?? '');
}

/** The `ui_locales` that the way from one page of ours to the next has to carry on, because no authorization request knows them. */
export function carriedLanguages(request: FastifyRequest): string | undefined {
  if (ofWaitingRequest(request) !== undefined) return undefined;
  return (ofQuery(rawQuery(request)) ?? ofReferrer(request))?.slice(0, LONGEST);
}

function ofWaitingRequest(request: FastifyRequest): readonly string[] | undefined {
  const browser = visitors.get(request);
  return browser && ofVisits.get(browser);
}

function ofQuery(query: string): string | undefined {
  return new URLSearchParams(query).get('ui_locales') ?? undefined;
}

/** Of a form of ours browsers say where it stood. Whoever says something else gets a page in another language. */
function ofReferrer({ method, headers: { referer } }: FastifyRequest): string | undefined {
  if (method !== 'POST' || referer === undefined || !URL.canParse(referer)) return undefined;
  return ofQuery(new URL(referer).search);
}

function ofForm(request: FastifyRequest): string | undefined {
  return request.method === 'POST' ? ofQuery(formOf(request)) : undefined;
}

/** A body of another kind has no languages; that it is wrong is said elsewhere. */
function formOf(request: FastifyRequest): string {
  try {
    return rawForm(request);
  } catch {
    return '';
  }
}

function tagsOf(uiLocales: string): readonly string[] {
  return uiLocales
    .slice(0, LONGEST)
    .split(' ')
    .filter((tag) => tag !== '');
}
