import { Inject, Injectable } from '@nestjs/common';
import { DATABASE_CLOCK } from '#database/database-clock.port';
import type { ClientSecret } from '#protocol/client/client';
import { liveSecrets } from '#protocol/client/client-secret';
import type { Clock } from '#protocol/clock';
import { presentedSecrets, type PresentedCredentials } from '#protocol/oauth2/client-credentials';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { SecretGuesses } from '../clients/secret-guesses.js';
import { SecretCheckBusyError } from '../clients/secret-hasher.js';
import { SecretUses } from '../clients/secret-uses.js';
import { SecretVerifier } from '../clients/secret-verifier.js';
import type { ClientClaim, ClientMethod } from './client-method.js';
import { whyNoneFits } from './why-none-fits.js';
import { refusedClient } from './refused-client.js';

type SecretClaim = ClientClaim<Extract<PresentedCredentials, { secret: string }>>;

/**
 * A secret, in the Authorization header or in the body (RFC 6749 §2.3.1, STD K1). What is recognised at once always passes; whatever is to be evaluated,
 * or is wrong, is bounded in number (S-07).
 */
@Injectable()
export class ClientSecretMethod implements ClientMethod {
  readonly names = ['client_secret_basic', 'client_secret_post'] as const;

  constructor(
    @Inject(DATABASE_CLOCK) private readonly clock: Clock,
    private readonly verifier: SecretVerifier,
    private readonly guesses: SecretGuesses,
    private readonly uses: SecretUses,
  ) {}

  async prove(claim: SecretClaim): Promise<ClientSecret> {
    const live = liveSecrets(claim.client, this.clock.now());
    const secret = this.verifier.recognise(presentedSecrets(claim.presented), live) ?? (await this.guess(claim, live));
    if (secret === undefined) throw refusedClient(claim.presented.method, whyNoneFits(live));
    this.uses.note(secret);
    return secret;
  }

  private async guess(claim: SecretClaim, live: readonly ClientSecret[]): Promise<ClientSecret | undefined> {
    const { instance, client, remoteAddress } = claim;
    const guesser = { moduleId: instance.moduleId, clientId: client.clientId, remoteAddress };
    this.guesses.take(guesser);
    try {
      const secret = await this.verifier.evaluate(presentedSecrets(claim.presented), live);
      if (secret !== undefined) this.guesses.giveBack(guesser);
      return secret;
    } catch (error) {
      this.guesses.giveBack(guesser);
      throw error instanceof SecretCheckBusyError ? busy(error) : error;
    }
  }
}

function busy(cause: SecretCheckBusyError): OAuthError {
  return new OAuthError('temporarily_unavailable', 'The server is busy; try again in a few seconds.', { cause });
}
