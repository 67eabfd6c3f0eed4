import { Inject, Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import {
  readAuthorizationRequest,
  type AuthorizationPolicy,
  type AuthorizationRequest,
} from '#protocol/oauth2/authorization-request';
import type { FormParameters } from '#protocol/oauth2/form-parameters';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { isPushedRequestUri } from '#protocol/oauth2/pushed-request';
import { readRedirection, type Redirection } from '#protocol/oauth2/redirection';
import { ClientUses } from '../../clients/client-uses.js';
import { CLIENT_REGISTRY, type ClientRegistry } from '../../clients/client-registry.port.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import { protectedResources } from '../../instances/protected-resources.js';
import { shownToScripts } from '../../grants/shown-to-scripts.js';
import { PushedRequests } from './pushed-requests.js';
import { RequestObjects } from './request-objects.js';

/** An authorization request as it came in: good, or refused in a way that the app may be told. */
export type ReadRequest =
  | { readonly client: ClientDefinition; readonly request: AuthorizationRequest }
  | { readonly client: ClientDefinition; readonly redirection: Redirection; readonly error: OAuthError };

/** Reads authorization requests, wherever their parameters are: in the request itself, signed (RFC 9101), or pushed before (RFC 9126). */
@Injectable()
export class RequestReader {
  constructor(
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    private readonly pushed: PushedRequests,
    private readonly objects: RequestObjects,
    private readonly uses: ClientUses,
  ) {}

  /**
   * A request of a browser.
   * @throws OAuthError for the error page while no redirect URI can be trusted (RFC 6749 §4.1.2.1)
   */
  async read(instance: OutboundSmartInstance, parameters: FormParameters): Promise<ReadRequest> {
    const read = await this.readOnce(instance, parameters);
    if ('request' in read) this.uses.noteRedirection(read.client, read.request.redirectUri);
    return read;
  }

  private async readOnce(instance: OutboundSmartInstance, parameters: FormParameters): Promise<ReadRequest> {
    const client = await this.clientOf(instance, parameters.get('client_id'));
    if (offersPushing(instance) && isPushedRequestUri(parameters.get('request_uri') ?? ''))
      return { client, request: await this.pushed.recall(instance, client, parameters) };
    let telling = parameters;
    try {
      assertNeedNotPush(instance, client);
      telling = await this.objects.parametersOf(instance, client, parameters);
      return { client, request: this.check(instance, client, telling) };
    } catch (error) {
      return { client, ...refusal(client, telling, error) };
    }
  }

  /**
   * A request that a client pushes: the same checks, and no difference between the errors (RFC 9126 §2.1).
   * @throws OAuthError as {@link readRedirection} and {@link readAuthorizationRequest}
   */
  async readPushed(
    instance: OutboundSmartInstance,
    client: ClientDefinition,
    parameters: FormParameters,
  ): Promise<AuthorizationRequest> {
    return this.check(instance, client, await this.objects.parametersOf(instance, client, parameters));
  }

  private check(
    instance: OutboundSmartInstance,
    client: ClientDefinition,
    parameters: FormParameters,
  ): AuthorizationRequest {
    const request = readAuthorizationRequest(
      parameters,
      client,
      readRedirection(parameters, client),
      policyOf(instance),
    );
    return { ...request, ...shownToScripts(instance, parameters) };
  }

  /** @throws OAuthError invalid_request for the error page — no client, or none that is registered */
  async clientOf(instance: OutboundSmartInstance, clientId: string | undefined): Promise<ClientDefinition> {
    const parameter = 'client_id';
    if (clientId === undefined)
      throw new OAuthError('invalid_request', 'The parameter client_id is missing.', { parameter });
    const client = await this.clients.find(instance.moduleId, clientId);
    if (client === undefined)
      throw new OAuthError('invalid_request', 'No app is registered under this client_id.', { parameter });
    return client;
  }
}

/**
 * Where a refusal may be told: at the redirect URI of the parameters that count, as far as one can be trusted.
 * @throws the error itself, for the error page, where none can
 */
function refusal(client: ClientDefinition, parameters: FormParameters, error: unknown) {
  if (!(error instanceof OAuthError)) throw error;
  const redirection = trustedRedirection(client, parameters);
  if (redirection === undefined) throw error;
  return { redirection, error };
}

function trustedRedirection(client: ClientDefinition, parameters: FormParameters): Redirection | undefined {
  try {
    return readRedirection(parameters, client);
  } catch (error) {
    if (error instanceof OAuthError) return undefined;
    throw error;
  }
}

function offersPushing({ options }: OutboundSmartInstance): boolean {
  return options.authorization.pushedRequests !== 'off';
}

/** @throws OAuthError invalid_request — the module or the client wants every request pushed (RFC 9126 §5, §6) */
function assertNeedNotPush({ options }: OutboundSmartInstance, client: ClientDefinition): void {
  if (options.authorization.pushedRequests !== 'required' && client.requirePushedAuthorizationRequests !== true) return;
  throw new OAuthError('invalid_request', 'Push the request first, then send client_id and request_uri', {
    parameter: 'request_uri',
  });
}

function policyOf(instance: OutboundSmartInstance): AuthorizationPolicy {
  const { options, dpopAlgorithms } = instance;
  return {
    pkceRequired: options.authorization.pkceRequired,
    plainSupported: options.authorization.pkcePlainSupported,
    implicitOffered: options.implicit.enabled,
    resources: protectedResources(instance),
    dpopOffered: dpopAlgorithms.length > 0,
  };
}
