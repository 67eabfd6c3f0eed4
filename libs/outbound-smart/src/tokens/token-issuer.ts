import { Inject, Injectable } from '@nestjs/common';
import { KEYSTORE, type Keystore } from '#keystore/keystore.port';
import type { ClientDefinition } from '#protocol/client/client';
import { mayBeSignedBy } from '#protocol/client/high-assurance';
import { CLOCK, type Clock } from '#protocol/clock';
import type { SigningAlgorithm } from '#protocol/keys/signing-algorithm';
import { tokenTypeOf, type Confirmation } from '#protocol/oauth2/confirmation';
import type { DecisionTrace } from '#protocol/decision/decision-trace';
import { tokenResponse } from '#protocol/oauth2/token-response';
import { acrOf } from '#protocol/oidc/authentication-context';
import { idTokenClaims } from '#protocol/oidc/id-token';
import { randomId } from '#protocol/random';
import { accessTokenClaims } from '#protocol/tokens/access-token-claims';
import { authenticationLevels } from '../instances/authentication-levels.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { contextToldTo } from '../launch/told-context.js';
import type { Authorization } from './authorization.js';
import { includesScope } from '#protocol/smart/scope-name';

/** What is needed to mint: an authorization, and what the scripts added to it. */
export interface Minting {
  readonly instance: OutboundSmartInstance;
  readonly authorization: Authorization;
  /** The key that the access token is bound to; absent = a bearer token. */
  readonly confirmation?: Confirmation;
  readonly customClaims: Readonly<Record<string, unknown>>;
  /** Claims of our own for the access token. */
  readonly ownClaims: Readonly<Record<`gatehouse_${string}`, unknown>>;
  readonly trace: DecisionTrace;
}

/** Tokens ready to leave the server. */
export interface IssuedTokens {
  readonly jti: string;
  /** Body of the token response (RFC 6749 §5.1). */
  readonly response: Readonly<Record<string, unknown>>;
}

/** The only place that mints tokens (architecture, principle 4): claims by pure functions, signatures by the keystore. */
@Injectable()
export class TokenIssuer {
  constructor(
    @Inject(KEYSTORE) private readonly keystore: Keystore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async issue(minting: Minting): Promise<IssuedTokens> {
    const { authorization, confirmation } = minting;
    const issuedAt = this.clock.now();
    const jti = randomId();
    const accessToken = await this.accessToken(minting, jti, issuedAt);
    const idToken = await this.idToken(minting, accessToken, issuedAt);
    const response = tokenResponse({
      accessToken,
      tokenType: tokenTypeOf(confirmation),
      expiresIn: accessLifetimeSeconds(authorization),
      scopes: authorization.scopes,
      launchContext: contextToldTo({ ...minting, ...authorization }),
      ...(authorization.refresh && { refreshToken: authorization.refresh.token }),
      ...(idToken !== undefined && { idToken }),
      ...(authorization.issuedTokenType !== undefined && { issuedTokenType: authorization.issuedTokenType }),
    });
    return { jti, response };
  }

  private async accessToken(
    { instance, authorization, confirmation, customClaims, ownClaims, trace }: Minting,
    jti: string,
    issuedAt: Date,
  ): Promise<string> {
    const { client, subject, audience, scopes, authTime, amr, grantId, sid, actor } = authorization;
    const acr = reachedLevel(instance, authorization);
    const claims = accessTokenClaims({
      issuer: instance.issuer,
      moduleId: instance.moduleId,
      clientId: client.clientId,
      lifetimeSeconds: accessLifetimeSeconds(authorization),
      ...{
        subject,
        audience,
        scopes,
        issuedAt,
        jti,
        authTime,
        amr,
        acr,
        grantId,
        sid,
        actor,
        confirmation,
        customClaims,
        ownClaims,
        trace,
      },
    });
    const alg = client.highAssurance === true ? { alg: await this.algorithm(instance, client) } : {};
    return this.keystore.sign(instance.keystoreId, { typ: 'at+jwt', ...alg }, claims);
  }

  /** Only where `openid` was granted and a person is behind the grant (OIDC Core §3.1.3.3). */
  private async idToken(
    { instance, authorization }: Minting,
    accessToken: string,
    issuedAt: Date,
  ): Promise<string | undefined> {
    const { user, client, scopes, authTime, amr, nonce, sid } = authorization;
    if (authorization.withoutIdToken === true) return undefined;
    const acr = reachedLevel(instance, authorization);
    if (user === undefined || !includesScope(scopes, 'openid')) return undefined;
    const algorithm = await this.algorithm(instance, client);
    const claims = idTokenClaims({
      issuer: instance.issuer,
      clientId: client.clientId,
      lifetimeSeconds: instance.options.tokens.idTokenLifetimeSeconds,
      jti: randomId(),
      approvedClaims: authorization.claims?.idToken,
      ...{ user, scopes, authTime, amr, acr, nonce, sid, accessToken, algorithm, issuedAt },
    });
    return this.keystore.sign(instance.keystoreId, { typ: 'JWT', alg: algorithm }, claims);
  }

  /** @throws Error a fault of the configuration: the keystore has no key that the profile of the client allows (STD FAPI-8) */
  private async algorithm({ keystoreId }: OutboundSmartInstance, client: ClientDefinition): Promise<SigningAlgorithm> {
    const algorithm = await this.keystore.algorithm(keystoreId, client.idTokenSignedResponseAlg);
    if (mayBeSignedBy(client, algorithm)) return algorithm;
    throw new Error(
      `The keystore ${keystoreId} has no key for clients with highAssurance; add one for ES256 or PS256.`,
    );
  }
}

function accessLifetimeSeconds({ client, accessLifetimeSeconds: limited }: Authorization): number {
  return limited ?? client.accessTokenValiditySeconds;
}

function reachedLevel({ options }: OutboundSmartInstance, { acr, amr = [] }: Authorization): string | undefined {
  return acr ?? acrOf(amr, authenticationLevels(options.sessions));
}
