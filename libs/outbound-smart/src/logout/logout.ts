import { Inject, Injectable } from '@nestjs/common';
import { AUDIT_LOG, type AuditLog } from '#audit/audit.port';
import { BROWSER_SESSIONS, type BrowserSession, type BrowserSessions } from '#browser-session/browser-session.port';
import type { ClientDefinition } from '#protocol/client/client';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { LogoutRequest } from '#protocol/oidc/logout';
import { logoutRedirection } from '#protocol/oidc/logout-redirection';
import { subjectOf } from '#protocol/user/subject';
import type { Visit } from '../authorization-flow/visit.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { noted } from '../refusals/refusal-notes.js';
import { TokenRevoker } from '../tokens/token-revoker.js';
import { TOKEN_FAMILY_STORE, type TokenFamilyStore } from '../stores/token-family.store.js';
import { LogoutProofs, type LogoutProof } from './logout-proof.js';
import { SessionEnds } from './session-ends.js';

/** A call of /logout, in any of its documented forms (product reference 3.11, OIDC RP-Initiated Logout). */
export interface LogoutCall {
  readonly instance: OutboundSmartInstance;
  readonly request: LogoutRequest;
  readonly visit: Visit;
  /** The access token of the Authorization header, with or without `Bearer `. */
  readonly accessToken?: string;
  /** The browser itself says that no foreign site sent it, or the person confirmed on our page. */
  readonly trusted: boolean;
  /** A person waits for a page; else a program waits for the end, and nobody can be asked. */
  readonly wantsPage: boolean;
  /** A form of another site: the browser kept our cookie back, so who is signed in shows only when it comes again by GET (X14). */
  readonly lacksCookies: boolean;
}

/** What the browser sees afterwards. */
export type LogoutResult =
  /** The person is asked; with `location` that is where they go afterwards, an address of the client. */
  | { readonly kind: 'confirm'; readonly location?: string; readonly client?: ClientDefinition }
  | { readonly kind: 'come-again' }
  | {
      readonly kind: 'ended';
      readonly location?: string;
      /** Where one is known: whose address that is. */
      readonly client?: ClientDefinition;
      /** The session of this very browser, where it ended. */
      readonly session?: BrowserSession;
      readonly cookies: readonly string[];
    };

/** Ends browser sessions (ruling 45): at once with proof or from our own site, else after asking. */
@Injectable()
export class Logout {
  constructor(
    @Inject(BROWSER_SESSIONS) private readonly sessions: BrowserSessions,
    @Inject(TOKEN_FAMILY_STORE) private readonly families: TokenFamilyStore,
    @Inject(AUDIT_LOG) private readonly audit: AuditLog,
    private readonly proofs: LogoutProofs,
    private readonly revoker: TokenRevoker,
    private readonly ends: SessionEnds,
  ) {}

  /**
   * @throws OAuthError invalid_request — an address that is not registered for the client, or a `client_id` that is not the hint's; and
   *   invalid_request, invalid_token or interaction_required where a program brought nothing that counts, so that it is not told of an end
   *   that never came
   */
  async logout(call: LogoutCall): Promise<LogoutResult> {
    const proof = await this.proofs.read(call.instance, call.request, call.accessToken);
    const { session } = call.visit.browser;
    const proven = proof.hint !== undefined || proof.token !== undefined;
    const mayEnd = proven || (call.trusted && !proof.hintIsBad);
    const isIdle = !proven && session === undefined && call.accessToken !== undefined;
    if (!call.wantsPage && (!mayEnd || isIdle)) throw unproven(call, proof);
    if (!mayEnd && call.lacksCookies) return { kind: 'come-again' };
    // Without a client no address counts, and there is none to tell of it: the person is asked all the same (V-11).
    const location = !mayEnd && proof.client === undefined ? undefined : redirectionOf(call, proof);
    if (!mayEnd && (session !== undefined || location !== undefined))
      return { kind: 'confirm', ...(location !== undefined && { location }) };
    const ended = await this.end(call, proof);
    await this.revokeTokens(call, proof);
    const more = { ...(location !== undefined && { location }), ...(proof.client && { client: proof.client }) };
    // Of somebody else's hint: who is signed in at this very browser would be told that they are not (RP-Initiated Logout §2).
    if (call.wantsPage && session !== undefined && ended.session === undefined && session.sid !== sidOf(proof))
      return { kind: 'confirm', ...more };
    return { kind: 'ended', ...ended, ...more };
  }

  /** Ends the session the proof names, and this browser's own where it is the same person's. */
  private async end(
    call: LogoutCall,
    proof: LogoutProof,
  ): Promise<{ readonly cookies: readonly string[]; readonly session?: BrowserSession }> {
    const { instance, visit, trusted } = call;
    const { hint, token } = proof;
    const clientId = hint?.clientId ?? token?.clientId;
    const named = sidOf(proof);
    const endedByName = named === undefined ? undefined : await this.sessions.endBySid(instance.moduleId, named);
    const cause = { clientId, remoteAddress: visit.remoteAddress };
    if (endedByName) await this.ends.follow(instance, endedByName, cause);
    const session = visit.browser.session;
    if (session === undefined) return { cookies: visit.cookies };
    const person = hint?.subject ?? token?.subject;
    if (!trusted && person !== subjectOf(session.username)) return { cookies: visit.cookies };
    const { setCookie } = await this.sessions.signOut(instance.session, visit.browser);
    if (session.sid !== named) await this.ends.follow(instance, session, cause);
    return { cookies: [setCookie], session };
  }

  /** The product's `revoke=token&revoke=token_refresh`: the presented token, and the family it belongs to. */
  private async revokeTokens(
    { instance, request, accessToken, visit }: LogoutCall,
    { token }: LogoutProof,
  ): Promise<void> {
    if (token === undefined || accessToken === undefined) return;
    if (request.revoke.includes('token'))
      await (await this.revoker.find(instance, accessToken))?.revoke('logout', visit.remoteAddress);
    if (!request.revoke.includes('token_refresh') || token.grantId === undefined) return;
    if (!(await this.families.revoke(instance.moduleId, token.grantId, 'logout'))) return;
    const ids = { clientId: token.clientId, grantId: token.grantId, remoteAddress: visit.remoteAddress };
    await this.audit.record({
      moduleId: instance.moduleId,
      kind: 'TOKEN_REVOCATION',
      outcome: 'success',
      ...ids,
      detail: { reason: 'logout' },
    });
  }
}

/** The session that a proof names. */
function sidOf({ hint, token }: LogoutProof): string | undefined {
  return hint?.sid ?? token?.sid;
}

/** @throws OAuthError invalid_request — the address is not registered for the client, which the error's notes name */
function redirectionOf({ request }: LogoutCall, { client }: LogoutProof): string | undefined {
  try {
    return logoutRedirection(request, client);
  } catch (error) {
    throw client === undefined ? error : noted(error, { clientId: client.clientId });
  }
}

/** What a program that proves nothing is told to do. */
function unproven({ accessToken }: LogoutCall, { hintIsBad }: LogoutProof): OAuthError {
  if (hintIsBad) {
    const parameter = 'id_token_hint';
    return new OAuthError('invalid_request', `The ${parameter} is not an ID token of this server.`, { parameter });
  }
  const remedy = 'Send a live access token of the person, or an id_token_hint; or lead the browser to this address.';
  if (accessToken === undefined)
    return new OAuthError('interaction_required', `Nobody was signed out: the person has to confirm. ${remedy}`);
  const problem = 'Nobody was signed out: the access token is not one of this server, or no longer good.';
  return new OAuthError('invalid_token', `${problem} ${remedy}`, { challenge: 'Bearer' });
}
