import { Injectable } from '@nestjs/common';
import { readClientJson } from '#protocol/client/client-json';
import type { ClientSettings } from '#protocol/client/client';
import type { NewClient } from '#protocol/client/new-client';
import type { JsonObject } from '#protocol/json/json-object';
import { needsSecret, registeredSettings, type RegistrationRules } from '#protocol/oauth2/client-registration';
import { problemsError } from '#protocol/oauth2/client-registration-error';
import { ClientCommands } from '../clients/client-commands.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import type { ResourceCall } from '../tokens/token-gate.js';
import { authorOf, type Registrant } from './registrant.js';
import { describeClient, newClientId, newRegistrationToken, RegisteredClients } from './registered-clients.js';
import { Registrants } from './registrants.js';
import { RegistrationQuotas } from './registration-quotas.js';
import { RegistrationTerms, rightOf } from './registration-terms.js';
import { SectorIdentifier } from './sector-identifier.js';

/** A call of the registration endpoint. */
export interface RegistrationCall {
  readonly instance: OutboundSmartInstance;
  /** What the request presents; undefined where the module is open and it presents nothing. */
  readonly resource: ResourceCall | undefined;
  /** @throws OAuthError invalid_request */
  readonly metadata: () => JsonObject;
  readonly remoteAddress: string;
}

/** Longest metadata of a client, in characters. */
export const LONGEST_REGISTRATION = 64 * 1024;

/** Registers clients that bring their own metadata (RFC 7591; STD R5). */
@Injectable()
export class ClientRegistration {
  constructor(
    private readonly registrants: Registrants,
    private readonly terms: RegistrationTerms,
    private readonly quotas: RegistrationQuotas,
    private readonly sectors: SectorIdentifier,
    private readonly commands: ClientCommands,
    private readonly registered: RegisteredClients,
  ) {}

  /**
   * The client information response.
   * @throws OAuthError invalid_token, insufficient_scope, temporarily_unavailable, or one of the codes of RFC 7591 §3.2.2
   */
  async register(call: RegistrationCall): Promise<Readonly<Record<string, unknown>>> {
    const { instance, remoteAddress } = call;
    const registrant = await this.registrants.identify(instance, call.resource);
    const right = rightOf(instance, registrant);
    const rules = await this.terms.of(instance, right);
    const settings = await this.wanted(call, registrant, rules);
    const token = newRegistrationToken();
    const author = authorOf(registrant, remoteAddress);
    const creation = await this.commands.create(instance, withSecret(settings), author, async (sql) => {
      await this.registrants.claim(sql, instance, registrant);
      await this.registered.add(sql, settings, { ...right, token });
    });
    if (creation.kind === 'refused') throw problemsError(creation.problems);
    const found = await this.registered.find(instance, settings.clientId);
    return describeClient({ ...found, instance, rules, token, secret: creation.generated[0]?.secret });
  }

  /** What is looked up elsewhere comes last, and strangers are counted before. */
  private async wanted(
    { instance, metadata, remoteAddress }: RegistrationCall,
    registrant: Registrant,
    rules: RegistrationRules,
  ): Promise<ClientSettings> {
    const given = metadata();
    const settings = registeredSettings(blankClient(instance, registrant), given, rules);
    if (registrant.kind === 'anyone') await this.quotas.takeOfStranger(instance, remoteAddress);
    await this.sectors.check(given, settings);
    return settings;
  }
}

/** What a client is that says nothing about itself. */
function blankClient({ nodeId, moduleId }: OutboundSmartInstance, registrant: Registrant): ClientSettings {
  const untrusted = registrant.kind === 'anyone';
  const json = { clientId: newClientId(), enabled: true, ...(untrusted && { untrusted }) };
  const { clientSecrets: _none, ...settings } = readClientJson(json, { nodeId, moduleId }).client;
  return settings;
}

function withSecret(settings: ClientSettings): NewClient {
  return { ...settings, clientSecrets: needsSecret(settings) ? [{ description: 'made at the registration' }] : [] };
}
