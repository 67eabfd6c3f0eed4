import { Inject, Injectable } from '@nestjs/common';
import { isPublicClient, type ClientDefinition } from '#protocol/client/client';
import { liveSecrets } from '#protocol/client/client-secret';
import { CLOCK, type Clock } from '#protocol/clock';
import type { PresentedCredentials } from '#protocol/oauth2/client-credentials';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { CLIENT_REGISTRY, type ClientRegistry } from '../clients/client-registry.port.js';
import { SecretCheckBusyError, SecretVerifier } from '../clients/secret-verifier.js';
import type { OutboundSmartInstance } from '../instances/outbound-smart-instance.js';

/** A client and how it proved to be it. */
export interface AuthenticatedClient {
  readonly client: ClientDefinition;
  readonly method: 'client_secret_basic' | 'client_secret_post' | 'none';
}

/**
 * Authenticates the client of a request (RFC 6749 §2.3). Every failure is one `invalid_client`, so that nothing is told
 * about which clients exist; the reason goes to the log by the error's cause.
 */
@Injectable()
export class ClientAuthenticator {
  constructor(
    @Inject(CLIENT_REGISTRY) private readonly registry: ClientRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly secrets: SecretVerifier,
  ) {}

  /** @throws OAuthError `invalid_client`, with a Basic challenge wherever the Authorization header was used (X5) */
  async authenticate(instance: OutboundSmartInstance, presented: PresentedCredentials): Promise<AuthenticatedClient> {
    switch (presented.method) {
      case 'none':
        return this.publicClient(instance, presented.clientId);
      case 'client_secret_basic':
      case 'client_secret_post':
        return this.secretClient(instance, presented);
      default:
        throw refused(presented.method, `the method ${presented.method} is not supported here`);
    }
  }

  private async publicClient(instance: OutboundSmartInstance, clientId: string): Promise<AuthenticatedClient> {
    const client = await this.registry.find(instance.moduleId, clientId);
    if (client === undefined) throw refused('none', 'unknown client');
    if (!isPublicClient(client)) throw refused('none', 'a client that has a secret came without it');
    return { client, method: 'none' };
  }

  private async secretClient(
    instance: OutboundSmartInstance,
    presented: Extract<PresentedCredentials, { secret: string }>,
  ): Promise<AuthenticatedClient> {
    const { method, clientId } = presented;
    const client = await this.registry.find(instance.moduleId, clientId);
    if (client === undefined) throw refused(method, 'unknown client');
    if (!(await this.matchAny(readings(presented), client))) throw refused(method, 'no live secret of the client fits');
    return { client, method };
  }

  private async matchAny(secrets: readonly string[], client: ClientDefinition): Promise<boolean> {
    for (const secret of secrets) if (await this.match(secret, client)) return true;
    return false;
  }

  private async match(secret: string, client: ClientDefinition): Promise<boolean> {
    try {
      return (await this.secrets.match(secret, liveSecrets(client, this.clock.now()))) !== undefined;
    } catch (error) {
      if (!(error instanceof SecretCheckBusyError)) throw error;
      throw new OAuthError('temporarily_unavailable', 'The server is busy; try again in a few seconds.', {
        cause: error,
      });
    }
  }
}

/** The secret as RFC 6749 §2.3.1 has it, form-decoded; then as sent, for the many clients that do not encode (X15). */
function readings(presented: Extract<PresentedCredentials, { secret: string }>): readonly string[] {
  const asSent = 'secretAsSent' in presented ? presented.secretAsSent : undefined;
  return asSent === undefined ? [presented.secret] : [presented.secret, asSent];
}

/** What comes in the Authorization header, and is answered with a challenge (STD RFC6749-8). */
const headerMethods = ['client_secret_basic', 'bearer'];

function refused(method: string, cause: string): OAuthError {
  return new OAuthError('invalid_client', 'The client is unknown or its authentication failed.', {
    cause,
    ...(headerMethods.includes(method) && { challenge: 'Basic' }),
  });
}
