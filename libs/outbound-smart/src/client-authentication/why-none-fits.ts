import { isSecretReference } from '#protocol/administration/secret-reference';
import type { ClientSecret } from '#protocol/client/client';
import { readSecretHash } from '#protocol/client/client-secret-hash';

/** What the log says of secrets of which none is the presented one: a hash that is not checked, whatever it would cost, fits nobody (F-35). */
export function whyNoneFits(live: readonly Pick<ClientSecret, 'hash'>[]): string {
  const isUnreadable = ({ hash }: Pick<ClientSecret, 'hash'>) =>
    readSecretHash(hash) === undefined && !isSecretReference(hash);
  const reason = 'no live secret of the client fits';
  return live.some(isUnreadable)
    ? `${reason}; one has a hash of an unknown scheme, or that takes too long to check, and must be set anew`
    : reason;
}
