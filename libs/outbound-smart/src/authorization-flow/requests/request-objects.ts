import { Inject, Injectable } from '@nestjs/common';
import { EGRESS, EgressError, type Egress } from '#egress/egress.port';
import { hasKeys, type ClientDefinition } from '#protocol/client/client';
import { algorithmsOf } from '#protocol/client/high-assurance';
import { CLOCK, epochSeconds, type Clock } from '#protocol/clock';
import type { ClientJwt } from '#protocol/keys/client-jwt';
import { signingAlgorithms } from '#protocol/keys/signing-algorithm';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import {
  checkRequestObjectClaims,
  readRequestObject,
  requestObjectParameters,
  unfitRequestObject,
} from '#protocol/oauth2/request-object';
import { egressShare } from '../../clients/egress-share.js';
import { ClientKeys } from '../../client-authentication/client-keys.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';

/** Bytes of a request object that is fetched, and what its server may call it (RFC 9101 §5.2.3; OpenID Connect Core §6.2). */
const MOST_BYTES = 64 * 1024;
const MEDIA_TYPES = ['application/oauth-authz-req+jwt', 'application/jwt'];

/**
 * Reads the parameters that a client signed, sent along or published at a registered address (RFC 9101).
 * @see STD RFC9101-3, RFC9101-4, OM22 to OM24
 */
@Injectable()
export class RequestObjects {
  constructor(
    @Inject(EGRESS) private readonly egress: Egress,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly keys: ClientKeys,
  ) {}

  /**
   * The parameters that count: those of the request object alone where there is one (STD RFC9101-1), else those that were sent.
   * @throws OAuthError invalid_request — a repeated parameter, two request objects, or none although the client must sign;
   * request_not_supported, request_uri_not_supported — it is off, or the client has registered nothing for it;
   * invalid_request_uri — not registered, or it cannot be fetched; invalid_request_object
   */
  async parametersOf(
    instance: OutboundSmartInstance,
    client: ClientDefinition,
    sent: FormParameters,
  ): Promise<FormParameters> {
    sent.assertWellFormed();
    const text = await this.textOf(instance, client, sent);
    if (text === undefined) return unsigned(client, sent);
    const object = readRequestObject(text, client.untypedRequestObjects === true);
    checkRequestObjectClaims(object, {
      clientId: client.clientId,
      issuer: instance.issuer,
      now: epochSeconds(this.clock.now()),
      wantsNotBefore: client.highAssurance === true,
    });
    await this.verify(client, object);
    return requestObjectParameters(object, client.clientId);
  }

  private async textOf(
    { options }: OutboundSmartInstance,
    client: ClientDefinition,
    sent: FormParameters,
  ): Promise<string | undefined> {
    const [request, uri] = [sent.get('request'), sent.get('request_uri')];
    if (request !== undefined && uri !== undefined)
      throw new OAuthError('invalid_request', 'Send request or request_uri, not both', { parameter: 'request' });
    if (uri !== undefined)
      return this.fetch(client, options.authorization.requestObjectsEnabled ? client.requestUris : [], uri);
    const isOffered = options.authorization.requestObjectsEnabled && hasKeys(client);
    if (request !== undefined && !isOffered) throw notSupported('request');
    return request;
  }

  private async fetch(client: ClientDefinition, registered: readonly string[], uri: string): Promise<string> {
    if (registered.length === 0) throw notSupported('request_uri');
    if (!registered.includes(uri)) throw unusableUri('is not registered for this client; it must equal one exactly');
    try {
      const options = { mostBytes: MOST_BYTES, ...egressShare('request objects', client) };
      return (await this.egress.getText(uri, MEDIA_TYPES, options)).body.trim();
    } catch (cause) {
      if (cause instanceof EgressError) throw unusableUri('gave no request object', cause);
      throw cause;
    }
  }

  private async verify(client: ClientDefinition, object: ClientJwt): Promise<void> {
    const allowed = algorithmsOf(client, client.requestObjectSigningAlg, signingAlgorithms);
    if (!allowed.includes(object.alg)) throw unfitRequestObject(`must be signed by ${allowed.join(' or ')}`);
    const found = await this.keys.find(client, object);
    const { signingInput, signature } = object.jws;
    const cause = 'problem' in found ? found.problem : 'the signature of the request object is wrong';
    if ('problem' in found || !(await found.verify(signingInput, signature)))
      throw unfitRequestObject('is not signed by a registered key of the client', cause);
  }
}

/** RFC 9101 §10.5: whoever must sign cannot fall back to parameters that anybody may have changed. */
function unsigned(client: ClientDefinition, sent: FormParameters): FormParameters {
  if (client.requireSignedRequestObject !== true) return sent;
  throw new OAuthError('invalid_request', 'The client has to send its request as a signed request object', {
    parameter: 'request',
  });
}

function notSupported(parameter: 'request' | 'request_uri'): OAuthError {
  const needed = parameter === 'request' ? 'keys' : 'request URIs';
  return new OAuthError(
    `${parameter}_not_supported`,
    `${parameter} works for clients with registered ${needed}, where request objects are on`,
    { parameter },
  );
}

function unusableUri(problem: string, cause?: unknown): OAuthError {
  return new OAuthError('invalid_request_uri', `The request_uri ${problem}`, { parameter: 'request_uri', cause });
}
