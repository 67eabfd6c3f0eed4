import { Injectable, NotFoundException } from '@nestjs/common';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import { boundToProof } from '#protocol/oauth2/dpop-jkt';
import { refuseNestedRequestUri } from '#protocol/oauth2/pushed-request';
import { readPresentedCredentials } from '#protocol/oauth2/client-credentials';
import { serverEndpoints } from '#protocol/oauth2/server-description';
import type { AuthenticatedCall } from '../../client-authentication/authenticated-call.js';
import { ClientAuthenticator } from '../../client-authentication/client-authenticator.js';
import { Launches } from '../../launch/launches.js';
import { noted, provenClient } from '../../refusals/refusal-notes.js';
import { DpopProofs } from '../../sender-constraint/dpop-proofs.js';
import { grantableScopes, type ScopedRequest } from '../approval/grantable-scopes.js';
import { PushedRequests, type PushAnswer } from './pushed-requests.js';
import { RequestReader } from './request-reader.js';

/** Takes authorization requests from the client itself, before any browser is involved (RFC 9126). */
@Injectable()
export class PushEndpoint {
  constructor(
    private readonly authenticator: ClientAuthenticator,
    private readonly requests: RequestReader,
    private readonly pushed: PushedRequests,
    private readonly proofs: DpopProofs,
    private readonly launches: Launches,
  ) {}

  /**
   * @throws OAuthError invalid_client; invalid_dpop_proof, use_dpop_nonce; temporarily_unavailable — too many of a network wait;
   * or whatever is wrong with the request as /oauth/authorize would tell it
   * @throws NotFoundException this module takes no pushed requests
   */
  async push(call: AuthenticatedCall): Promise<PushAnswer> {
    const { instance, parameters, authorization } = call;
    if (instance.options.authorization.pushedRequests === 'off') throw new NotFoundException();
    parameters.assertWellFormed();
    const proof = await this.proofs.verify(call);
    const presented = readPresentedCredentials(authorization, parameters);
    const ownAddress = serverEndpoints(instance).pushedRequests;
    const { client } = await this.authenticator.authenticate({ ...call, ownAddress }, presented);
    try {
      refuseNestedRequestUri(parameters);
      const request = boundToProof(await this.requests.readPushed(instance, client, parameters), proof?.jkt);
      await this.assertAnswerable({ instance, client, request });
      if (proof !== undefined) await this.proofs.claim(instance, proof);
      return await this.pushed.hold(call, client, request);
    } catch (error) {
      throw noted(error, provenClient(client));
    }
  }

  /** What would be refused whoever signs in is refused now (RFC 9126 §2.1). A launch value is looked up, and stays good. */
  private async assertAnswerable(pushed: Omit<ScopedRequest, 'trace'>): Promise<void> {
    grantableScopes({ ...pushed, trace: new DecisionTrace() });
    await this.launches.of(pushed.instance, pushed.request, undefined);
  }
}
