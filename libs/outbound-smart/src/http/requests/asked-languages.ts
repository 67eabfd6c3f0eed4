import type { FastifyRequest } from 'fastify';
import type { Browser } from '#browser-session/browser-session.port';
import { languagesOfHandle } from '../../authorization-flow/own-page.js';
import { rawForm, rawQuery } from './request-parameters.js';

const UI_LOCALES = 'ui_locales';
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
 * §3.1.2.1, RP-Initiated Logout §2), or by the page of ours that all this is for, or else by the one whose form it is.
 */
export function askedLanguages(request: FastifyRequest): readonly string[] {
  const own = valueOf(rawQuery(request), UI_LOCALES) ?? valueOf(formOf(request), UI_LOCALES);
  if (own !== undefined) return tagsOf(own);
  return ofWaitingRequest(request) ?? ofOwnPages(request);
}

/** The languages that the way from one page of ours to the next has to carry on, because no authorization request knows them. */
export function carriedLanguages(request: FastifyRequest): readonly string[] {
  if (ofWaitingRequest(request) !== undefined) return [];
  const own = valueOf(rawQuery(request), UI_LOCALES);
  return own === undefined ? ofOwnPages(request) : tagsOf(own);
}

/** As the way goes on, its handle says; on the page itself nothing but its address. */
function ofOwnPages(request: FastifyRequest): readonly string[] {
  const handle = valueOf(rawQuery(request), 'interaction') ?? valueOf(formOf(request), 'interaction');
  const ofHandle = languagesOfHandle(handle);
  return ofHandle.length > 0 ? ofHandle : tagsOf(ofReferrer(request) ?? '');
}

function ofWaitingRequest(request: FastifyRequest): readonly string[] | undefined {
  const browser = visitors.get(request);
  return browser && ofVisits.get(browser);
}

function valueOf(parameters: string, name: string): string | undefined {
  return new URLSearchParams(parameters).get(name) ?? undefined;
}

/** Of a form of ours browsers say where it stood. Whoever says something else gets a page in another language. */
function ofReferrer({ method, headers: { referer } }: FastifyRequest): string | undefined {
  if (method !== 'POST' || referer === undefined || !URL.canParse(referer)) return undefined;
  return valueOf(new URL(referer).search, UI_LOCALES);
}

/** A body of another kind has no languages; that it is wrong is said elsewhere. */
function formOf(request: FastifyRequest): string {
  if (request.method !== 'POST') return '';
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
