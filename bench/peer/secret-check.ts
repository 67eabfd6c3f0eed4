import { createHash, timingSafeEqual } from 'node:crypto';
import type { Provider } from 'oidc-provider';

interface SecretHolder {
  readonly clientSecret: string;
}

/**
 * oidc-provider keeps client secrets in plain text. Gatehouse keeps hashes, and computes one SHA-256 for each request; so does the
 * peer from here on.
 */
export function checkSecretsByHash(provider: Provider): void {
  const prototype = provider.Client.prototype as unknown as Record<string, unknown>;
  const hashes = new WeakMap<SecretHolder, Buffer>();
  prototype.compareClientSecret = function compare(this: SecretHolder, presented: string): boolean {
    const stored = hashes.get(this) ?? sha256(this.clientSecret);
    hashes.set(this, stored);
    return timingSafeEqual(sha256(presented), stored);
  };
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
