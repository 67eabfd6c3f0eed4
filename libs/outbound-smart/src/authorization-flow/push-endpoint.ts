import { Injectable, NotFoundException } from '@nestjs/common';
import { boundToProof } from '#protocol/oauth2/dpop-jkt';
import { refuseNestedRequestUri } from '#protocol/oauth2/pushed-request';
import { readPresentedCredentials } from '#protocol/oauth2/client-credentials';
import { serverEndpoints } from '#protocol/oauth2/server-description';
import type { AuthenticatedCall } from '../client-authentication/authenticated-call.js';
import { ClientAuthenticator } from '../client-authentication/client-authenticator.js';
import { noted } from '../refusals/refusal-notes.js';
import { DpopProofs } from '../sender-constraint/dpop-proofs.js';
import { PushedRequests } from './pushed-requests.js';
import { RequestReader } from './request-reader.js';

/** What a client gets for a pushed request (RFC 9126 §2.2). */
export interface PushAnswer extends Readonly<Record<string, unknown>> {
  readonly request_uri: string;
  readonly expires_in: number;
}

/** Takes authorization requests from the client itself, before any browser is involved (RFC 9126). */
@Injectable()
export class PushEndpoint {
  constructor(
    private readonly authenticator: ClientAuthenticator,
    private readonly requests: RequestReader,
    private readonly pushed: PushedRequests,
    private readonly proofs: DpopProofs,
  ) {}

  /**
   * @throws OAuthError invalid_client; invalid_dpop_proof, use_dpop_nonce; or whatever is wrong with the request as /oauth/authorize would tell it
   * @throws NotFoundException this module takes no pushed requests
   */
  async push(call: AuthenticatedCall): Promise<PushAnswer> {
    const { instance, parameters, authorization } = call;
    const { options } = instance;
    if (options.pushedRequests === 'off') throw new NotFoundException();
    parameters.assertWellFormed();
    const proof = await this.proofs.verify(call);
    const presented = readPresentedCredentials(authorization, parameters);
    const ownAddress = serverEndpoints(instance).pushedRequests;
    const { client } = await this.authenticator.authenticate({ ...call, ownAddress }, presented);
    try {
      refuseNestedRequestUri(parameters);
      const request = boundToProof(await this.requests.readPushed(instance, client, parameters), proof?.jkt);
      if (proof !== undefined) await this.proofs.claim(instance, proof);
      return {
        request_uri: await this.pushed.hold(instance, request),
        expires_in: options.pushedRequestLifetimeSeconds,
      };
    } catch (error) {
      throw noted(error, { clientId: client.clientId });
    }
  }
}
