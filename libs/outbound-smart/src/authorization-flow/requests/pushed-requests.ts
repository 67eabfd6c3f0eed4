import { Inject, Injectable } from '@nestjs/common';
import { isPublicClient, type ClientDefinition } from '#protocol/client/client';
import { LONGEST_PUSHED_LIFE } from '#protocol/client/high-assurance';
import { sha256Base64Url } from '#protocol/hash';
import type { AuthorizationRequest } from '#protocol/oauth2/authorization-request';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { pushedRequestUri } from '#protocol/oauth2/pushed-request';
import { matchesRegisteredRedirectUri } from '#protocol/oauth2/redirect-uri';
import { randomToken } from '#protocol/random';
import type { AuthenticatedCall } from '../../client-authentication/authenticated-call.js';
import { networkOf } from '#protocol/network-of';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { PUSHED_REQUEST_STORE, type PushedRequestStore } from '../../stores/pushed-request.store.js';
import { tooManyWaiting } from './too-many-waiting.js';

/** What a client gets for a pushed request (RFC 9126 §2.2). */
export interface PushAnswer extends Readonly<Record<string, unknown>> {
  readonly request_uri: string;
  readonly expires_in: number;
}

/** A request waits for a person once, and once more where the session ended meanwhile. */
const LIVES_TO_ANSWER = 2;

/** Keeps the requests that clients push until the browser comes with their `request_uri` (RFC 9126; STD FP4, FP6, FP10, OA8). */
@Injectable()
export class PushedRequests {
  constructor(@Inject(PUSHED_REQUEST_STORE) private readonly store: PushedRequestStore) {}

  /**
   * Stores a request that passed every check. The share of a network is for clients that prove nothing: a server pushes for all its people.
   * @throws OAuthError temporarily_unavailable — too many of the network wait
   */
  async hold(
    { instance: { moduleId, options }, remoteAddress }: Pick<AuthenticatedCall, 'instance' | 'remoteAddress'>,
    client: ClientDefinition,
    request: AuthorizationRequest,
  ): Promise<PushAnswer> {
    const uri = pushedRequestUri(randomToken('ghw_'));
    const most = client.highAssurance === true ? LONGEST_PUSHED_LIFE : Infinity;
    const lifetimeSeconds = Math.min(options.authorization.pushedRequestLifetimeSeconds, most);
    const network = isPublicClient(client) ? { network: networkOf(remoteAddress) } : {};
    const pushed = { moduleId, uriHash: sha256Base64Url(uri), request, lifetimeSeconds, ...network };
    const wait = await this.store.add(pushed, options.authorization.mostWaitingOfNetwork);
    if (wait !== undefined) throw tooManyWaiting(wait);
    return { request_uri: uri, expires_in: lifetimeSeconds };
  }

  /**
   * The request behind the `request_uri` of an authorization request of this client. Of everything else that came with it only the form is
   * looked at (RFC 9101 §5, FAPI 2.0 §5.3.2.2).
   * @throws OAuthError for the error page, because whatever else came along is not trusted: invalid_request_uri — unknown, expired, answered or
   * another client's; invalid_request — a repeated parameter, or a redirect URI that was taken from the client meanwhile
   */
  async recall(
    { moduleId, options }: OutboundSmartInstance,
    client: ClientDefinition,
    parameters: FormParameters,
  ): Promise<AuthorizationRequest> {
    parameters.assertWellFormed();
    const pushedHash = sha256Base64Url(parameters.get('request_uri') ?? '');
    const presented = { moduleId, clientId: client.clientId, uriHash: pushedHash };
    const request = await this.store.find(
      presented,
      LIVES_TO_ANSWER * options.authorization.interactionLifetimeMinutes * 60,
    );
    if (request === undefined) throw gone();
    if (!matchesRegisteredRedirectUri(request.redirectUri, client.registeredRedirectUris)) throw noLongerRegistered();
    return { ...request, pushedHash };
  }

  /** Claims the request for an answer other than a code: false when it was answered before; true as well where none was pushed. */
  async take({ moduleId }: OutboundSmartInstance, pushedHash: string | undefined): Promise<boolean> {
    return pushedHash === undefined || this.store.take(moduleId, pushedHash);
  }
}

function gone(): OAuthError {
  const description = 'The request_uri is unknown, has expired or was used; go back to the app and start again';
  return new OAuthError('invalid_request_uri', description, { parameter: 'request_uri' });
}

function noLongerRegistered(): OAuthError {
  const description = 'The redirect URI of the pushed request is no longer registered for this client';
  return new OAuthError('invalid_request', description, { parameter: 'redirect_uri' });
}
