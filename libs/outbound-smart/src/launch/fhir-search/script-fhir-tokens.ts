import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CLOCK, type Clock } from '#protocol/clock';
import { emptyLaunchContext } from '#protocol/smart/launch-context';
import {
  FHIR_ACCESS_PLACE,
  FhirAccessError,
  type FhirAccess,
  type FhirAccessPlace,
  type FhirAsk,
} from '#scripts/fhir-access.port';
import { TokenIssuance } from '../../grants/token-issuance.js';
import { OUTBOUND_INSTANCES, type OutboundInstances } from '../../instances/outbound-instances.js';
import type { OutboundSmartInstance } from '../../instances/outbound-smart-instance.js';
import type { Authorization } from '../../tokens/authorization.js';
import { CALL_TOKEN_SECONDS, FhirReaders, type FhirReader } from './fhir-readers.js';
import { LentTokens } from './lent-tokens.js';

/**
 * Makes the tokens with which `Fhir` of scripts reads: access tokens of the client of `context_selection.fhir_client_id` for the one type of resource,
 * which speak for no person, so that the runs of half a minute share one. They come out of the same phases as every other token (ruling 19) but for the
 * scripts: one that makes a token would be called by the making of it.
 */
@Injectable()
export class ScriptFhirTokens implements FhirAccess, OnModuleInit {
  private readonly lent: LentTokens;

  constructor(
    @Inject(FHIR_ACCESS_PLACE) private readonly place: FhirAccessPlace,
    @Inject(OUTBOUND_INSTANCES) private readonly instances: OutboundInstances,
    @Inject(CLOCK) clock: Clock,
    private readonly readers: FhirReaders,
    private readonly issuance: TokenIssuance,
  ) {
    this.lent = new LentTokens(clock);
  }

  onModuleInit(): void {
    this.place.take(this);
  }

  async during<T>(ask: FhirAsk, use: (token: string) => Promise<T>): Promise<T> {
    const { moduleId, resourceType } = ask;
    const instance = this.instances.get(moduleId);
    if (instance === undefined) throw new FhirAccessError(`The module ${moduleId} makes no tokens.`);
    const reader = await this.reader(instance, resourceType);
    return use(await this.lent.of(instance, resourceType, reader.client, () => this.token(instance, reader, ask)));
  }

  /** On record with the run that it was made for. */
  private async token(instance: OutboundSmartInstance, reader: FhirReader, { asker }: FhirAsk): Promise<string> {
    const { script, functionName, occasion = {} } = { ...asker };
    const authorization = {
      ...authorizationOf(instance, reader),
      ...(occasion.flowId !== undefined && { flowId: occasion.flowId }),
      recorded: { script, function: functionName, forClient: occasion.clientId },
    };
    const issued = await this.issuance.issue({
      ...{ instance: { ...instance, scripts: {} }, authorization, trace: reader.trace },
      remoteAddress: occasion.remoteAddress ?? '',
    });
    return String(issued['access_token']);
  }

  /** @throws FhirAccessError */
  private async reader({ moduleId, options }: OutboundSmartInstance, resourceType: string): Promise<FhirReader> {
    const { fhirClientId = '' } = options.contextSelection;
    const scope = `system/${resourceType}.rs`;
    const reader = await this.readers.find(moduleId, fhirClientId, scope);
    if (!('problem' in reader)) return reader;
    if (reader.problem === 'no-scope')
      throw new FhirAccessError(`The client ${fhirClientId} lacks the scope ${scope}: give it to the client.`, {
        cause: reader.cause,
      });
    const wanted = fhirClientId === '' ? 'a client' : `the client ${fhirClientId}`;
    throw new FhirAccessError(
      `Fhir needs ${wanted} to ask as: name one in context_selection.fhir_client_id that is there and enabled.`,
    );
  }
}

function authorizationOf({ options }: OutboundSmartInstance, { client, scopes }: FhirReader): Authorization {
  const { fhirBaseUrl = '' } = options.contextSelection;
  return {
    ...{ grantType: 'context_selection', client, scopes, launchContext: emptyLaunchContext },
    subject: client.clientId,
    audience: [fhirBaseUrl.replace(/\/+$/, '')],
    accessLifetimeSeconds: CALL_TOKEN_SECONDS,
    withoutIdToken: true,
  };
}
