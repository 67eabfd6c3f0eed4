import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { emptyLaunchContext } from '#protocol/smart/launch-context';
import { decideScopes } from '#protocol/smart/scope-policy';
import {
  FHIR_ACCESS_PLACE,
  FhirAccessError,
  type FhirAccess,
  type FhirAccessPlace,
  type FhirAsk,
} from '#scripts/fhir-access.port';
import { CLIENT_REGISTRY, type ClientRegistry } from '../../clients/client-registry.port.js';
import { TokenIssuance } from '../../grants/token-issuance.js';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../../instances/outbound-instances.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { Authorization } from '../../tokens/authorization.js';

/** Life of a token, in seconds; a call takes five at most. */
const LIFETIME_SECONDS = 60;

/**
 * Makes the tokens with which `Fhir` of scripts reads: access tokens of the client of `context_selection.fhir_client_id` for the one type of resource,
 * which speak for no person. They come out of the same phases as every other token (ruling 19) but for the scripts: one that makes a token would
 * be called by the making of it.
 */
@Injectable()
export class ScriptFhirTokens implements FhirAccess, OnModuleInit {
  constructor(
    @Inject(FHIR_ACCESS_PLACE) private readonly place: FhirAccessPlace,
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    private readonly issuance: TokenIssuance,
  ) {}

  onModuleInit(): void {
    this.place.take(this);
  }

  async during<T>({ moduleId, resourceType }: FhirAsk, use: (token: string) => Promise<T>): Promise<T> {
    const instance = this.instances.get(moduleId);
    if (instance === undefined) throw new FhirAccessError(`The module ${moduleId} makes no tokens.`);
    const client = await this.clientOf(instance);
    const trace = new DecisionTrace();
    const authorization = authorizationOf(instance, client, scopesOf(resourceType, client, trace));
    const silent = { ...instance, scripts: {} };
    const issued = await this.issuance.issue({ instance: silent, authorization, trace, remoteAddress: '' });
    return use(String(issued['access_token']));
  }

  private async clientOf({ moduleId, options }: OutboundSmartInstance): Promise<ClientDefinition> {
    const { fhirClientId = '' } = options.contextSelection;
    const client = await this.clients.find(moduleId, fhirClientId);
    if (client !== undefined) return client;
    const wanted = fhirClientId === '' ? 'a client' : `the client ${fhirClientId}`;
    throw new FhirAccessError(
      `Fhir needs ${wanted} to ask as: name one in context_selection.fhir_client_id that is there and enabled.`,
    );
  }
}

/** @throws FhirAccessError */
function scopesOf(resourceType: string, client: ClientDefinition, trace: DecisionTrace): readonly string[] {
  const scope = `system/${resourceType}.rs`;
  try {
    return decideScopes({ requested: [scope], client, trace });
  } catch (cause) {
    if (!(cause instanceof OAuthError)) throw cause;
    throw new FhirAccessError(`The client ${client.clientId} lacks the scope ${scope}: give it to the client.`, {
      cause,
    });
  }
}

function authorizationOf(
  { options }: OutboundSmartInstance,
  client: ClientDefinition,
  scopes: readonly string[],
): Authorization {
  const { fhirBaseUrl = '' } = options.contextSelection;
  return {
    ...{ grantType: 'context_selection', client, scopes, launchContext: emptyLaunchContext },
    subject: client.clientId,
    audience: [fhirBaseUrl.replace(/\/+$/, '')],
    accessLifetimeSeconds: LIFETIME_SECONDS,
    withoutIdToken: true,
  };
}
