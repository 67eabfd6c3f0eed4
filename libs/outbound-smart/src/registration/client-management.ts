import { Inject, Injectable } from '@nestjs/common';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ClientDefinition, ClientSettings } from '#protocol/client/client';
import type { JsonObject } from '#protocol/json/json-object';
import { DEFAULT_METHOD, registeredSettings, type RegistrationRules } from '#protocol/oauth2/client-registration';
import { problemsError } from '#protocol/oauth2/client-registration-error';
import { assertSameProof, foreignSecret, readOwnIdentity } from '#protocol/oauth2/client-registration-update';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { changedFields, settingsOf } from '../clients/client-change.js';
import { ClientCommands, type ClientChange } from '../clients/client-commands.js';
import { ClientAuthenticator } from '../client-authentication/client-authenticator.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import { CLIENT_SECRET_STORE, type ClientSecretStore } from '../stores/client-secret.store.js';
import {
  describeClient,
  newRegistrationToken,
  RegisteredClients,
  type RegisteredClient,
} from './registered-clients.js';
import { RegistrationQuotas } from './registration-quotas.js';
import { RegistrationTerms } from './registration-terms.js';
import { SecretRenewal, type RenewedSecret } from './secret-renewal.js';
import { SectorIdentifier } from './sector-identifier.js';

/** A call of the client configuration endpoint. */
export interface ManagementCall {
  readonly instance: OutboundSmartInstance;
  readonly clientId: string;
  /** The registration access token. */
  readonly token: string;
  readonly remoteAddress: string;
}

/** What takes the place of what there was. */
interface Replacement {
  readonly metadata: JsonObject;
  readonly token: string;
  readonly renewed: RenewedSecret | undefined;
}

/** Changes of others that may come in between before the caller is told to come back. */
const MOST_TRIES = 3;

/** Lets a client that registered itself read, replace and delete its registration (RFC 7592; STD RFC7592-1). */
@Injectable()
export class ClientManagement {
  constructor(
    @Inject(CLIENT_SECRET_STORE) private readonly secrets: ClientSecretStore,
    private readonly registered: RegisteredClients,
    private readonly terms: RegistrationTerms,
    private readonly quotas: RegistrationQuotas,
    private readonly sectors: SectorIdentifier,
    private readonly renewal: SecretRenewal,
    private readonly authenticator: ClientAuthenticator,
    private readonly commands: ClientCommands,
  ) {}

  /** @throws OAuthError invalid_token */
  async read(call: ManagementCall): Promise<Readonly<Record<string, unknown>>> {
    await this.registered.proven(call.instance, call.clientId, call.token);
    return this.describe(call, call.token);
  }

  /**
   * Replaces the whole registration; what is left out is unset. It returns another token, after whose first use the present one is worth
   * nothing, and with it a new secret where the present one is about to end.
   * @throws OAuthError invalid_token, temporarily_unavailable, or as at the registration
   */
  async replace(call: ManagementCall, metadata: () => JsonObject): Promise<Readonly<Record<string, unknown>>> {
    const token = newRegistrationToken();
    const proven = await this.registered.proven(call.instance, call.clientId, call.token);
    await this.quotas.takeChange(call.instance, call.clientId);
    if (!proven.registration.isKnown) await this.quotas.takeOfStranger(call.instance, call.remoteAddress);
    const renewed = await this.renewal.dueFor(call.instance, proven);
    await this.change(call, (found) => this.replaceOnce(call, found, { metadata: metadata(), token, renewed }));
    return this.describe(call, token, renewed?.secret.generated);
  }

  /** Archives the client: nothing that was issued to it counts any more. @throws OAuthError invalid_token */
  async remove(call: ManagementCall): Promise<void> {
    await this.change(call, ({ client }) => this.commands.archive(client, authorOf(call)));
  }

  private async describe({ instance, clientId }: ManagementCall, token: string, secret?: string) {
    const found = await this.registered.find(instance, clientId);
    return describeClient({ ...found, instance, token, secret, rules: await this.rules(instance, found) });
  }

  private async replaceOnce(
    call: ManagementCall,
    found: RegisteredClient,
    { metadata, token, renewed }: Replacement,
  ): Promise<ClientChange> {
    const { client } = found;
    const repeated = readOwnIdentity(metadata, client.clientId);
    if (repeated !== undefined) await this.assertOwnSecret(call, client, repeated);
    const wanted = registeredSettings(settingsOf(client), metadata, await this.rules(call.instance, found));
    assertSameProof(client, wanted);
    const settings = found.registration.isKnown ? wanted : asReviewed(client, wanted);
    await this.sectors.check(metadata, settings);
    const update = { settings, version: client.version, ...(renewed && { newSecret: renewed.secret.record }) };
    return this.commands.update(update, authorOf(call), async (sql) => {
      await this.registered.replaceToken(sql, client, call.token, token);
      await this.secrets.remove(sql, renewed?.useless ?? []);
    });
  }

  private async assertOwnSecret(call: ManagementCall, client: ClientDefinition, secret: string): Promise<void> {
    const method = client.tokenEndpointAuthMethod === 'client_secret_post' ? 'client_secret_post' : DEFAULT_METHOD;
    try {
      await this.authenticator.authenticate(call, { method, clientId: client.clientId, secret });
    } catch (error) {
      throw error instanceof OAuthError && error.code === 'invalid_client' ? foreignSecret(error) : error;
    }
  }

  /** A change in between is no reason to refuse. */
  private async change(
    { instance, clientId, token }: ManagementCall,
    once: (found: RegisteredClient) => Promise<ClientChange>,
  ): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const change = await once(await this.registered.proven(instance, clientId, token));
      if (change.kind === 'changed') return;
      if (change.kind === 'refused') throw problemsError(change.problems);
    }
    throw new OAuthError('temporarily_unavailable', 'The client is being changed by others; try again.');
  }

  /** As at the registration: what an app may give itself beyond that, only an administrator says. */
  private rules(
    instance: OutboundSmartInstance,
    { client, registration: { isKnown, scopes } }: RegisteredClient,
  ): Promise<RegistrationRules> {
    return this.terms.of(instance, { isKnown: isKnown && client.untrusted !== true, ...(scopes && { scopes }) });
  }
}

/** An administrator who looked at the app trusts it as it was; what it turns itself into is to be looked at again. */
function asReviewed(before: ClientSettings, wanted: ClientSettings): ClientSettings {
  return changedFields(before, wanted).length === 0 ? wanted : { ...wanted, untrusted: true };
}

function authorOf({ instance: { moduleId: clientModuleId }, clientId, remoteAddress }: ManagementCall): ChangeAuthor {
  return { kind: 'client', actor: clientId, clientId, clientModuleId, remoteAddress };
}
