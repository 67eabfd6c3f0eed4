import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import type { ClientSecret } from '#protocol/client/client';
import { isSlowHash, secretFits } from './secret-hash.js';

/** Successful slow verifications remembered per process. */
const CAPACITY = 2_000;
/** Slow verifications that may run or wait at once; the rest are refused rather than queued. */
const MAX_SLOW_AT_ONCE = 20;

/** The server is too busy with slow hashes to check a secret now. */
export class SecretCheckBusyError extends Error {}

/**
 * Checks a presented secret against a client's live secrets. A slow hash is computed once and its success remembered
 * under an HMAC of what was presented, never the secret itself (ruling 64).
 */
@Injectable()
export class SecretVerifier {
  private readonly key: Buffer;
  private readonly verified = new Set<string>();
  private slowRunning = 0;

  constructor(@Inject(SERVER_SECRETS) secrets: ServerSecrets) {
    this.key = secrets.derive('verified-client-secrets');
  }

  /**
   * The secret row that the presented text fits, fast hashes first.
   * @throws SecretCheckBusyError when too many slow checks are under way
   */
  async match(presented: string, live: readonly ClientSecret[]): Promise<ClientSecret | undefined> {
    const fastFirst = [...live].sort((a, b) => Number(isSlowHash(a.hash)) - Number(isSlowHash(b.hash)));
    for (const secret of fastFirst) {
      const fits = isSlowHash(secret.hash)
        ? await this.slow(presented, secret.hash)
        : await secretFits(presented, secret.hash);
      if (fits) return secret;
    }
    return undefined;
  }

  private async slow(presented: string, hash: string): Promise<boolean> {
    const mark = createHmac('sha256', this.key).update(`${hash}\n${presented}`).digest('base64url');
    if (this.verified.has(mark)) return true;
    if (this.slowRunning >= MAX_SLOW_AT_ONCE) throw new SecretCheckBusyError();
    this.slowRunning += 1;
    try {
      const fits = await secretFits(presented, hash);
      if (fits) this.remember(mark);
      return fits;
    } finally {
      this.slowRunning -= 1;
    }
  }

  private remember(mark: string): void {
    if (this.verified.size >= CAPACITY) this.verified.delete(this.verified.values().next().value ?? mark);
    this.verified.add(mark);
  }
}
