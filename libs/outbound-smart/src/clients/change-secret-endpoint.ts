import { Inject, Injectable } from '@nestjs/common';
import { DATABASE_CLOCK } from '#database/database-clock.port';
import type { ClientDefinition, ClientSecret } from '#protocol/client/client';
import { isLiveSecret } from '#protocol/client/client-secret';
import { readSecretChange, type SecretChangeRequest } from '#protocol/client/client-secret-change';
import { epochSeconds, type Clock } from '#protocol/clock';
import { presentedSecrets, readPresentedCredentials } from '#protocol/oauth2/client-credentials';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { RequestQueue } from '../admission/request-queue.js';
import type { AuthenticatedCall } from '../client-authentication/authenticated-call.js';
import { ClientAuthenticator } from '../client-authentication/client-authenticator.js';
import { CLIENT_REGISTRY, type ClientRegistry } from './client-registry.port.js';
import { SecretCommands, type SecretChangeOutcome } from './secret-commands.js';
import { noted, provenClient } from '../refusals/refusal-notes.js';

/** Changes of this process that are worked on, and that wait: each takes one slow hash. */
const CHANGES = { atOnce: 2, waiting: 200 };

/** A client that proved itself by this secret. */
interface Proof {
  readonly client: ClientDefinition;
  readonly secret: ClientSecret;
  /** What it sent, in every way that can be read. */
  readonly current: readonly string[];
}

/** A client replaces its own secret (product reference 3.9 and 18; S-07). */
@Injectable()
export class ChangeSecretEndpoint {
  private readonly queue = new RequestQueue(CHANGES);

  constructor(
    @Inject(CLIENT_REGISTRY) private readonly clients: ClientRegistry,
    @Inject(DATABASE_CLOCK) private readonly clock: Clock,
    private readonly authenticator: ClientAuthenticator,
    private readonly commands: SecretCommands,
  ) {}

  /**
   * Says when the secrets before the new one end, and never a secret.
   * @throws OAuthError invalid_request; invalid_client with a challenge, however the secret was sent; unauthorized_client
   */
  async change(call: AuthenticatedCall): Promise<Readonly<Record<string, unknown>>> {
    const { instance, parameters, authorization } = call;
    const hasHeader = authorization !== undefined;
    const mostGraceMinutes = instance.options.clients.mostSecretGraceMinutes;
    const request = readSecretChange(parameters, { hasHeader, mostGraceMinutes });
    const proof = await this.prove(call);
    try {
      if (!proof.client.secretClientCanChange) throw forbidden();
      return answerTo(proof.client, await this.queue.run(() => this.replace(call, request, proof)));
    } catch (error) {
      throw noted(error, provenClient(proof.client));
    }
  }

  private async prove(call: AuthenticatedCall): Promise<Proof> {
    const presented = readPresentedCredentials(call.authorization, call.parameters);
    try {
      const { client, secret } = await this.authenticator.authenticate(call, presented);
      if (secret === undefined) throw unproven('The present secret is needed.');
      return { client, secret, current: presentedSecrets(presented) };
    } catch (error) {
      throw challenged(error);
    }
  }

  /** A crowd that presents the same secret finds it replaced when its turn comes, before anything is hashed. */
  private async replace(
    call: AuthenticatedCall,
    request: SecretChangeRequest,
    { client, secret, current }: Proof,
  ): Promise<SecretChangeOutcome> {
    const { instance, remoteAddress } = call;
    const now = await this.clients.find(instance.moduleId, client.clientId);
    const presented = now?.clientSecrets.find(({ pid }) => pid === secret.pid);
    if (now === undefined || presented === undefined || !this.mayReplace(presented)) return { kind: 'outdated' };
    const change = { client: now, presented, current, ...request };
    const { clientId, moduleId: clientModuleId } = client;
    const author = { kind: 'client', actor: clientId, clientId, clientModuleId, remoteAddress } as const;
    return this.commands.replace(instance, change, author);
  }

  private mayReplace(secret: ClientSecret): boolean {
    return secret.replacedAt === undefined && isLiveSecret(secret, this.clock.now());
  }
}

function answerTo({ clientId }: ClientDefinition, outcome: SecretChangeOutcome): Readonly<Record<string, unknown>> {
  switch (outcome.kind) {
    case 'replaced':
      return {
        client_id: clientId,
        client_secret_expires_at: 0, // RFC 7591 §3.2.1: it does not
        previous_secrets_expire_at: epochSeconds(outcome.previousEnd),
      };
    case 'refused':
      throw refused('new_client_secret', `The new secret ${outcome.problem}.`);
    case 'too-many':
      throw refused('grace_period_mins', 'Too many secrets are accepted already. Send grace_period_mins=0, or wait.');
    case 'outdated':
      throw unproven('This secret was replaced by a newer one. Send that one to change it.');
    case 'forbidden':
      throw forbidden();
  }
}

function refused(parameter: string, description: string): OAuthError {
  return new OAuthError('invalid_request', description, { parameter });
}

function forbidden(): OAuthError {
  return new OAuthError('unauthorized_client', 'This client may not change its secret.');
}

function unproven(description: string): OAuthError {
  return new OAuthError('invalid_client', description, { challenge: 'Basic' });
}

/** A wrong secret is answered 401 here, in the body too. */
function challenged(error: unknown): unknown {
  if (!(error instanceof OAuthError) || error.code !== 'invalid_client' || error.retryAfterSeconds !== undefined)
    return error;
  return new OAuthError('invalid_client', error.description, { cause: error.cause, challenge: 'Basic' });
}
