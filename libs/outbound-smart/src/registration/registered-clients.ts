import { Inject, Injectable } from '@nestjs/common';
import type { Sql } from '#database/sql.port';
import type { ClientDefinition, ClientSettings } from '#protocol/client/client';
import { equalInConstantTime } from '#protocol/constant-time';
import { sha256Base64Url } from '#protocol/hash';
import type { RegistrationRules } from '#protocol/oauth2/client-registration';
import { clientInformation } from '#protocol/oauth2/client-registration-response';
import { randomToken } from '#protocol/random';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';
import {
  CLIENT_REGISTRATION_STORE,
  type ClientRegistrationStore,
  type StoredClientRegistration,
} from '../stores/client-registration.store.js';
import { CLIENT_STORE, type ClientStore } from '../stores/client.store.js';
import { unknownToken } from './registrants.js';

/** A client that registered itself. */
export interface RegisteredClient {
  readonly client: ClientDefinition;
  readonly registration: StoredClientRegistration;
}

/** A client that presented its registration access token. */
export interface ProvenClient extends RegisteredClient {
  /** It presented the token of before: the answer that brought the present one, and a secret perhaps, seems to be lost. */
  readonly missedAnswer: boolean;
}

/** A registration that begins. */
export interface NewRegistration {
  readonly token: string;
  /** Somebody answers for the app. */
  readonly isKnown: boolean;
  /** The most that the client may give itself; absent = any scope. */
  readonly scopes?: readonly string[];
}

/** What a client is told of itself. */
export interface ClientAccount extends RegisteredClient {
  readonly instance: OutboundSmartInstance;
  readonly rules: RegistrationRules;
  /** The registration access token that counts from now on. */
  readonly token: string;
  /** Where one was made just now. */
  readonly secret?: string | undefined;
}

/** Bytes of randomness in a client id: enough that nobody hits on another's, or on a user's name (STD RFC9700-7). */
const ID_BYTES = 16;
const OWN_ID = /^app_[\w-]{22}$/;

/** An id for a client that is about to be registered. It cannot choose one itself. */
export function newClientId(): string {
  return randomToken('app_', ID_BYTES);
}

/** A registration access token nobody can guess. */
export function newRegistrationToken(): string {
  return randomToken('ghm_');
}

/** The client information response (RFC 7591 §3.2.1, RFC 7592 §3). */
export function describeClient(account: ClientAccount): Readonly<Record<string, unknown>> {
  const { instance, client, registration, rules, token, secret } = account;
  const secretExpiresAt = client.clientSecrets.at(-1)?.expiration;
  const information = {
    issuedAt: registration.registeredAt,
    registrationAccessToken: token,
    registrationClientUri: `${instance.baseUrl}/oauth/register/${client.clientId}`,
    ...(secret !== undefined && { secret }),
    ...(secretExpiresAt && { secretExpiresAt }),
  };
  return clientInformation(client, information, rules);
}

/** Finds the clients that registered themselves, by their registration access tokens. */
@Injectable()
export class RegisteredClients {
  constructor(
    @Inject(CLIENT_STORE) private readonly clients: ClientStore,
    @Inject(CLIENT_REGISTRATION_STORE) private readonly registrations: ClientRegistrationStore,
  ) {}

  /** Inside the transaction that creates the client. */
  async add(sql: Sql, client: ClientSettings, { token, ...right }: NewRegistration): Promise<void> {
    await this.registrations.add(sql, client, { tokenHash: sha256Base64Url(token), ...right });
  }

  /**
   * Puts one token in the place of another, inside the transaction that changes the client.
   * @throws OAuthError invalid_token
   */
  async replaceToken(sql: Sql, client: ClientSettings, token: string, next: string): Promise<void> {
    const [old, fresh] = [sha256Base64Url(token), sha256Base64Url(next)];
    if (!(await this.registrations.replaceToken(sql, client, old, fresh))) throw unknownToken();
  }

  /** @throws OAuthError invalid_token — there is none that may manage itself */
  async find({ moduleId }: OutboundSmartInstance, clientId: string): Promise<RegisteredClient> {
    const registration = OWN_ID.test(clientId) ? await this.registrations.find({ moduleId, clientId }) : undefined;
    const client = registration && (await this.clients.find(moduleId, clientId));
    if (registration === undefined || client?.enabled !== true) throw unknownToken();
    return { client, registration };
  }

  /**
   * The client of this id, if the token is its own. Whatever is wrong gets one answer: nothing is told about other clients (RFC 7592 §2). The
   * token of before counts until the present one is used, because the answer that brought that may be lost (R-05, F-03).
   * @throws OAuthError invalid_token
   */
  async proven(instance: OutboundSmartInstance, clientId: string, token: string): Promise<ProvenClient> {
    const found = await this.find(instance, clientId);
    const { tokenHash, previousHash = '' } = found.registration;
    const presented = sha256Base64Url(token);
    if (equalInConstantTime(presented, previousHash)) return { ...found, missedAnswer: true };
    if (!equalInConstantTime(presented, tokenHash)) throw unknownToken();
    if (previousHash !== '') await this.registrations.forgetPrevious(found.client, presented);
    return { ...found, missedAnswer: false };
  }
}
