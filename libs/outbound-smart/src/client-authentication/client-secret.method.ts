import { Inject, Injectable } from '@nestjs/common';
import type { ClientDefinition } from '#protocol/client/client';
import { liveSecrets } from '#protocol/client/client-secret';
import { CLOCK, type Clock } from '#protocol/clock';
import type { PresentedCredentials } from '#protocol/oauth2/client-credentials';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { SecretCheckBusyError, SecretVerifier } from '../clients/secret-verifier.js';
import type { ClientClaim, ClientMethod } from './client-method.js';
import { refusedClient } from './refused-client.js';

type SecretClaim = ClientClaim<Extract<PresentedCredentials, { secret: string }>>;

/** A secret, in the Authorization header or in the body (RFC 6749 §2.3.1). */
@Injectable()
export class ClientSecretMethod implements ClientMethod {
  readonly names = ['client_secret_basic', 'client_secret_post'] as const;

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly secrets: SecretVerifier,
  ) {}

  async prove({ client, presented }: SecretClaim): Promise<void> {
    for (const secret of readings(presented)) if (await this.match(secret, client)) return;
    throw refusedClient(presented.method, 'no live secret of the client fits');
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
function readings(presented: SecretClaim['presented']): readonly string[] {
  const asSent = 'secretAsSent' in presented ? presented.secretAsSent : undefined;
  return asSent === undefined ? [presented.secret] : [presented.secret, asSent];
}
