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

/** Why a text cannot be a client secret; `undefined` where it can. */
export function clientSecretProblem(secret: string): string | undefined {
  const { least, most } = clientSecretLength;
  if (secret.length < least || secret.length > most)
    return `is not ${String(least)} to ${String(most)} characters long`;
  return /\p{Cc}|\p{Cs}/u.test(secret) ? 'has a control character' : undefined;
}
