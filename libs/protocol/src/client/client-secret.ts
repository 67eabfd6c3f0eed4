import { isMethodOf, type MethodHolder } from '../oauth2/client-authentication-method.js';
import type { ClientSecret, ClientSettings } from './client.js';

/** Shortest and longest secret of a confidential client (STD R4), in characters (reference of the product, 5.2). */
export const clientSecretLength = { least: 8, most: 256 } as const;

/** A stored secret's window: accepted from `activation` on, no longer at `expiration`. */
export type SecretWindow = Pick<ClientSecret, 'activation' | 'expiration'>;

/** Whether the secret is accepted at this moment (F-29). */
export function isLiveSecret(secret: SecretWindow, now: Date): boolean {
  const begun = secret.activation === undefined || secret.activation.getTime() <= now.getTime();
  const ended = secret.expiration !== undefined && secret.expiration.getTime() <= now.getTime();
  return begun && !ended;
}

/** The secrets that are accepted at this moment: several while a client is being updated, none when all have expired. */
export function liveSecrets<Secret extends SecretWindow>(
  client: { readonly clientSecrets: readonly Secret[] },
  now: Date,
): readonly Secret[] {
  return client.clientSecrets.filter((secret) => isLiveSecret(secret, now));
}

/**
 * Whether a client that has a secret may do without it in the two places where the documents say so: refresh with an access token, revocation
 * (reference of the product, 5.2; S-01, S-02, A-10, ruling 7). Everywhere else it needs the secret.
 */
export function mayDoWithoutSecret({ secretRequired }: Pick<ClientSettings, 'secretRequired'>): boolean {
  return !secretRequired;
}

/**
 * Whether an access token may stand for the client's secret in a refresh: only for one that could be sent instead. What has expired is not
 * prolonged by it (ruling 57), and a client that registered another method has its own way.
 */
export function mayShowAccessToken(client: SecretHolder, now: Date): boolean {
  const sendsSecrets = isMethodOf(client, 'client_secret_basic') || isMethodOf(client, 'client_secret_post');
  return mayDoWithoutSecret(client) && sendsSecrets && liveSecrets(client, now).length > 0;
}

/** What decides about {@link mayShowAccessToken}. */
export interface SecretHolder extends MethodHolder, Pick<ClientSettings, 'secretRequired'> {
  readonly clientSecrets: readonly SecretWindow[];
}

/** Why a text cannot be a client secret; `undefined` where it can. */
export function clientSecretProblem(secret: string): string | undefined {
  const { least, most } = clientSecretLength;
  if (secret.length < least || secret.length > most)
    return `is not ${String(least)} to ${String(most)} characters long`;
  return /\p{Cc}|\p{Cs}/u.test(secret) ? 'has a control character' : undefined;
}
