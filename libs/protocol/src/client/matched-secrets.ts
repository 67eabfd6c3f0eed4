import { isSecretReference } from '../administration/secret-reference.js';
import { equalInConstantTime } from '../constant-time.js';
import type { ClientSecret } from './client.js';
import { maskedDescription } from './masked-secret.js';
import type { NewClientSecret } from './new-client.js';

/** A secret of a list that was sent, and the stored one that it means, or may mean. */
export interface MatchedSecret {
  readonly given: NewClientSecret;
  readonly stored?: ClientSecret;
}

/** Tells whether a stored secret may be the one that is given. */
type Likeness = (given: NewClientSecret, stored: ClientSecret, isSamePlace: boolean) => boolean;

/** The best sign first; each stored secret is meant once. */
const likenesses: readonly Likeness[] = [
  ({ pid }, stored) => pid === stored.pid,
  ({ hash }, stored) => hash !== undefined && equalInConstantTime(hash, stored.hash),
  ({ pid, description }, stored) => pid === undefined && isDescription(description, stored),
  ({ pid }, _stored, isSamePlace) => pid === undefined && isSamePlace,
];

/**
 * Finds for each secret of a list the stored one that it means: by its pid, its hash, its description, masked or not, or its place. A secret
 * with a text only may mean it: whether the text fits shows by hashing alone.
 */
export function matchedSecrets(
  given: readonly NewClientSecret[],
  stored: readonly ClientSecret[],
): readonly MatchedSecret[] {
  const matches = new Map<number, ClientSecret>();
  const isFree = (secret: ClientSecret) => ![...matches.values()].includes(secret);
  for (const isLike of likenesses)
    for (const [index, each] of given.entries()) {
      if (matches.has(index)) continue;
      const match = stored.find((secret, place) => isFree(secret) && isLike(each, secret, place === index));
      if (match !== undefined) matches.set(index, match);
    }
  return given.map((each, index) => {
    const match = matches.get(index);
    return match === undefined ? { given: each } : { given: each, stored: match };
  });
}

/** Whether a secret can be presented by somebody: not one whose value is still to come. */
export function isRealSecret({ hash }: Pick<ClientSecret, 'hash'>): boolean {
  return !isSecretReference(hash);
}

/** The description that is meant: what masks the stored one leaves it as it is. */
export function meantDescription(given: string, stored: ClientSecret): string {
  return isDescription(given, stored) ? stored.description : given;
}

/** Whether a description is that of a stored secret, or masks it. */
export function isDescription(given: string, { description }: ClientSecret): boolean {
  return given === description || (given !== '' && given === maskedDescription(description));
}
