import { Inject, Injectable } from '@nestjs/common';
import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';

/** What an ID token of ours says about whom it was issued for. */
export interface HintedSession {
  readonly subject: string;
  readonly clientId: string;
  readonly sid?: string;
}

/** Reads ID tokens that come back as hints. They may have expired, but must be this module's own (OIDC Core §3.1.2.1). */
@Injectable()
export class IdTokenHints {
  constructor(@Inject(KEYSTORE) private readonly keystore: Keystore) {}

  /** The session an ID token of this module names; undefined for anything else. */
  async read(instance: OutboundSmartInstance, hint: string): Promise<HintedSession | undefined> {
    const claims = await this.keystore.verify(instance.keystoreId, hint, {
      typ: ['JWT', undefined],
      issuer: instance.issuer,
    });
    if (claims === undefined || typeof claims.sub !== 'string' || typeof claims.aud !== 'string') return undefined;
    return { subject: claims.sub, clientId: claims.aud, ...(typeof claims.sid === 'string' && { sid: claims.sid }) };
  }

  /**
   * The person a request's `id_token_hint` asks for, as a fact of the next step.
   * @throws OAuthError invalid_request when the hint is not an ID token of this module
   */
  async subject(instance: OutboundSmartInstance, request: AuthorizationRequest): Promise<{ hintedSubject?: string }> {
    if (request.idTokenHint === undefined) return {};
    const hinted = await this.read(instance, request.idTokenHint);
    if (hinted === undefined)
      throw new OAuthError('invalid_request', 'The id_token_hint is not an ID token of this server.', {
        parameter: 'id_token_hint',
      });
    return { hintedSubject: hinted.subject };
  }
}
