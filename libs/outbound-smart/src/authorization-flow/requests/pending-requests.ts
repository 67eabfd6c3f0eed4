import { Inject, Injectable } from '@nestjs/common';
import { BROWSER_SESSIONS, type Browser, type BrowserSessions } from '#browser-session/browser-session.port';
import { sha256Base64Url } from '#protocol/hash';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { randomToken } from '#protocol/random';
import { networkOf } from '#protocol/network-of';
import { noteAskedLanguages } from '../../http/requests/asked-languages.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { ContextSelection, PresetAnswer } from '../../launch/context-offer.js';
import { noted } from '../../refusals/refusal-notes.js';
import { FEDERATED_SESSION_STORE, type FederatedSessionStore } from '../../stores/federated-session.store.js';
import { FEDERATED_SIGN_IN_STORE, type FederatedSignInStore } from '../../stores/federated-sign-in.store.js';
import { SAML_REQUEST_STORE, type SamlRequestStore } from '../../stores/saml-request.store.js';
import {
  PENDING_AUTHORIZATION_STORE,
  type PendingAuthorization,
  type PendingAuthorizationStore,
} from '../../stores/pending-authorization.store.js';
import { answeredAlready } from '../answers/answered-already.js';
import { InteractionError, type InteractionFacts } from '../interaction-error.js';
import type { OwnPage } from '../own-page.js';
import type { Visit } from '../visit.js';
import { tooManyWaiting } from './too-many-waiting.js';

/** A waiting request with the handle the browser knows it by. */
export interface HeldRequest extends PendingAuthorization {
  readonly handle: string;
}

/** In place of a handle: the browser's latest waiting request (ruling 58). */
const LATEST = 'latest';

/** Keeps authorization requests while a person acts, and gives them back to the same browser only. */
@Injectable()
export class PendingRequests {
  constructor(
    @Inject(PENDING_AUTHORIZATION_STORE) private readonly store: PendingAuthorizationStore,
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(FEDERATED_SIGN_IN_STORE) private readonly signIns: Pick<FederatedSignInStore, 'rebind'>,
    @Inject(FEDERATED_SESSION_STORE) private readonly federated: Pick<FederatedSessionStore, 'rebind'>,
    @Inject(SAML_REQUEST_STORE) private readonly saml: Pick<SamlRequestStore, 'rebind'>,
  ) {}

  /**
   * Stores a request and returns its handle; without a browser the next one to bring the handle is bound (X14).
   * @param preset what the script was asked already
   * @throws OAuthError temporarily_unavailable — too many of the network wait
   */
  async hold(
    { moduleId, options: { authorization } }: OutboundSmartInstance,
    request: AuthorizationRequest,
    { browser, remoteAddress }: Pick<Visit, 'remoteAddress'> & Partial<Pick<Visit, 'browser'>>,
    preset?: PresetAnswer,
  ): Promise<string> {
    if (browser) noteAskedLanguages(browser, request.uiLocales);
    const handle = randomToken('ghi_');
    const pending = {
      moduleId,
      handleHash: sha256Base64Url(handle),
      request,
      network: networkOf(remoteAddress),
      lifetimeSeconds: authorization.interactionLifetimeMinutes * 60,
      ...(browser && { browserHash: browser.cookieHash }),
      ...(preset && { preset }),
    };
    const wait = await this.store.add(pending, authorization.mostWaitingOfNetwork);
    if (wait !== undefined) throw tooManyWaiting(wait);
    return handle;
  }

  /**
   * The waiting request of this handle, or the browser's latest one when the form had none (ruling 58).
   * @throws InteractionError expired-interaction
   */
  async recall(instance: OutboundSmartInstance, browser: Browser, handle: string | undefined): Promise<HeldRequest> {
    const { moduleId } = instance;
    const handleHash = handle === undefined || handle === LATEST ? undefined : sha256Base64Url(handle);
    if (handleHash !== undefined) await this.store.bind(moduleId, browser.cookieHash, handleHash);
    const pending = await this.store.find(moduleId, browser.cookieHash, handleHash);
    if (pending === undefined) throw await this.whyGone(instance, browser, handleHash);
    noteAskedLanguages(browser, pending.request.uiLocales);
    return { ...pending, handle: handle ?? LATEST };
  }

  private async whyGone(instance: OutboundSmartInstance, browser: Browser, handleHash: string | undefined) {
    const answered = handleHash && (await this.store.findAnswered(instance.moduleId, browser.cookieHash, handleHash));
    noteAskedLanguages(browser, answered ? answered.request.uiLocales : undefined);
    return answered ? answeredAlready(answered.request) : new InteractionError('expired-interaction');
  }

  /** Claims the request for its answer: false when it was answered before. */
  async take(instance: OutboundSmartInstance, browser: Browser, pending: PendingAuthorization): Promise<boolean> {
    return this.store.take(instance.moduleId, browser.cookieHash, pending.handleHash);
  }

  /** Keeps what was typed as the user name of a sign-in that failed, for the next try. */
  async noteUsername(
    instance: OutboundSmartInstance,
    browser: Browser,
    held: HeldRequest,
    typed: string,
  ): Promise<void> {
    await this.store.noteUsername(instance.moduleId, browser.cookieHash, held.handleHash, typed);
  }

  /**
   * Keeps what the person chose for the app to work on.
   * @throws InteractionError answered-already or expired-interaction when it is too late
   */
  async select(
    instance: OutboundSmartInstance,
    browser: Browser,
    { handleHash }: HeldRequest,
    selections: readonly ContextSelection[],
  ): Promise<void> {
    const { moduleId } = instance;
    const isKept = await this.store.select({ moduleId, browserHash: browser.cookieHash, handleHash }, selections);
    if (!isKept) throw await this.whyGone(instance, browser, handleHash);
  }

  /** The browser got a new cookie: its requests follow, and so does what goes on at other servers. */
  async follow({ moduleId, options }: OutboundSmartInstance, from: Browser, to: Browser): Promise<void> {
    const elsewhere = [
      ...(options.federation.enabled ? [this.signIns, this.federated] : []),
      ...(options.saml.enabled ? [this.saml] : []),
    ];
    const bound = [this.store, ...elsewhere];
    for (const store of bound) await store.rebind(moduleId, from.cookieHash, to.cookieHash);
  }

  /**
   * {@link assertOwnForm} for the answer to a waiting request. A form that is only too old leads back to the request,
   * or to a new one like it where the session that it waited for has ended (ruling 5, S-13).
   * @throws InteractionError forged-form, expired-form or form-without-cookie
   */
  async assertOwnAnswer(instance: OutboundSmartInstance, visit: Visit, form: FormParameters): Promise<void> {
    const verdict = this.sessions.checkCsrf(visit.browser, form.get('_csrf'));
    if (verdict === 'valid') return;
    const handle = form.get('interaction');
    const pending =
      handle === undefined ? undefined : await this.store.findOfAnyBrowser(instance.moduleId, sha256Base64Url(handle));
    if (handle === undefined || pending === undefined) throw refusedForm(visit.browser, verdict);
    const { clientId } = pending;
    noteAskedLanguages(visit.browser, pending.request.uiLocales);
    if (verdict === 'forged') throw noted(new InteractionError('forged-form'), { clientId });
    const waiting = await this.stillWaiting(instance, visit, { ...pending, handle });
    throw noted(refusedForm(visit.browser, verdict, { waiting }), { clientId });
  }

  private async stillWaiting(instance: OutboundSmartInstance, visit: Visit, held: HeldRequest): Promise<string> {
    const { handle, handleHash, request } = held;
    const isOwn = await this.store.find(instance.moduleId, visit.browser.cookieHash, handleHash);
    return isOwn ? handle : this.hold(instance, request, { remoteAddress: visit.remoteAddress });
  }

  /**
   * @param page to which a form that is only too old leads back
   * @throws InteractionError when the form's CSRF token is not this browser's: forged, or older than the session (S-13)
   */
  assertOwnForm(browser: Browser, token: string | undefined, page?: Pick<OwnPage, 'path'>): void {
    const verdict = this.sessions.checkCsrf(browser, token);
    if (verdict !== 'valid') throw refusedForm(browser, verdict, page && { ownPage: page.path });
  }
}

/** Our own token without a cookie that counts: the page is old, or the browser keeps no cookies and would get nowhere by starting again. */
function refusedForm(
  { isNew }: Browser,
  verdict: 'expired' | 'forged',
  about: InteractionFacts = {},
): InteractionError {
  if (verdict === 'forged') return new InteractionError('forged-form');
  return new InteractionError(isNew ? 'form-without-cookie' : 'expired-form', about);
}
