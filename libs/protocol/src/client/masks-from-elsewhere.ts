import type { ClientSecret } from './client.js';
import { isDescription, type MatchedSecret } from './matched-secrets.js';
import type { NewClientSecret } from './new-client.js';

/**
 * Finds the stored secrets that masks of another installation stand for, whose pids say nothing here: by a description that fits one of both only, and then,
 * where there are no fewer of them than secrets are left, any. What is found by number alone has its own terms for those of the list, so that it
 * stays as it is.
 * @param masks without text or hash
 * @param left stored secrets that nothing else in the list means
 */
export function masksFromElsewhere(
  masks: readonly NewClientSecret[],
  left: readonly ClientSecret[],
): readonly MatchedSecret[] {
  const named = masks.map((mask) => namedBy(mask, masks, left));
  const others = left.filter((secret) => !named.includes(secret));
  const isEnough = named.filter((secret) => secret === undefined).length >= others.length;
  const rest = isEnough ? [...others] : [];
  return masks.map((given, index) => {
    const secret = named[index];
    if (secret !== undefined) return { given, stored: secret };
    const stored = rest.shift();
    return stored === undefined ? { given } : { given: termsOf(stored), stored };
  });
}

function namedBy(
  { description }: NewClientSecret,
  masks: readonly NewClientSecret[],
  left: readonly ClientSecret[],
): ClientSecret | undefined {
  if (description === '') return undefined;
  const [secret, second] = left.filter((each) => isDescription(description, each));
  if (secret === undefined || second !== undefined) return undefined;
  const isOnly = masks.filter((mask) => isDescription(mask.description, secret)).length === 1;
  return isOnly ? secret : undefined;
}

function termsOf({ description, activation, expiration }: ClientSecret): NewClientSecret {
  return { description, ...(activation && { activation }), ...(expiration && { expiration }) };
}
