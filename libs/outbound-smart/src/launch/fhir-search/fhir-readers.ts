import { Inject, Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { DecisionTrace } from '#protocol/decision/decision-trace';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { decideScopes } from '#protocol/smart/scope-policy';
import { CLIENT_REGISTRY, type ClientRegistry } from '../../clients/client-registry.port.js';

/** Life of a token that this server makes for a call of its own, in seconds; a call takes five at most. */
export const CALL_TOKEN_SECONDS = 60;

/** The client of `context_selection.fhir_client_id`, and what a token of it may do. */
export interface FhirReader {
  readonly client: ClientDefinition;
  readonly scopes: readonly string[];
  readonly trace: DecisionTrace;
}

/** Why nobody can read. */
export type NoFhirReader =
  | { readonly problem: 'no-client' }
  | { readonly problem: 'no-scope'; readonly client: ClientDefinition; readonly cause: OAuthError };

/** Finds out as which client FHIR servers are asked, for people who choose a context and for scripts alike. */
@Injectable()
export class FhirReaders {
  constructor(@Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry) {}

  async find(moduleId: string, clientId: string, scope: string): Promise<FhirReader | NoFhirReader> {
    const client = await this.clients.find(moduleId, clientId);
    if (client === undefined) return { problem: 'no-client' };
    const trace = new DecisionTrace();
    try {
      return { client, scopes: decideScopes({ requested: [scope], client, trace }), trace };
    } catch (cause) {
      if (cause instanceof OAuthError) return { problem: 'no-scope', client, cause };
      throw cause;
    }
  }
}
