import { createHmac, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import type { ClientSecret } from '#protocol/client/client';
import { isSlowHash, secretFits } from './secret-hash.js';

/** Successful slow verifications remembered per process. */
const CAPACITY = 2_000;
/** Slow verifications that may run or wait; the rest are refused rather than queued. */
const MAX_SLOW = 20;
/** Of these, how many may be for one secret row: guessing at one client must not shut out the others (F-36). */
const MAX_SLOW_OF_ONE = 4;

/** The server is too busy with slow hashes to check a secret now. */
export class SecretCheckBusyError extends Error {}

/**
 * Checks a presented secret against a client's live secrets. A slow hash is computed once and its success remembered
 * under an HMAC of what was presented, never the secret itself (ruling 64).
 */
@Injectable()
export class SecretVerifier {
  private readonly key: KeyObject;
  private readonly verified = new Set<string>();
  private slowCount = 0;
  private readonly slowByHash = new Map<string, number>();
  private lastSlow: Promise<unknown> = Promise.resolve();

  constructor(@Inject(SERVER_SECRETS) secrets: ServerSecrets) {
    this.key = secrets.derive('verified-client-secrets');
  }

  /**
   * The secret row that the presented text fits, fast hashes first.
   * @throws SecretCheckBusyError when too many slow checks are under way
   */
  async match(presented: string, live: readonly ClientSecret[]): Promise<ClientSecret | undefined> {
    const fastFirst = live.toSorted((a, b) => Number(isSlowHash(a.hash)) - Number(isSlowHash(b.hash)));
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
    const ofThis = this.slowByHash.get(hash) ?? 0;
    if (this.slowCount >= MAX_SLOW || ofThis >= MAX_SLOW_OF_ONE) throw new SecretCheckBusyError();
    this.slowCount += 1;
    this.slowByHash.set(hash, ofThis + 1);
    try {
      const fits = await this.afterOthers(() => secretFits(presented, hash));
      if (fits) this.remember(mark);
      return fits;
    } finally {
      this.slowCount -= 1;
      this.finished(hash);
    }
  }

  private finished(hash: string): void {
    const left = (this.slowByHash.get(hash) ?? 1) - 1;
    if (left === 0) this.slowByHash.delete(hash);
    else this.slowByHash.set(hash, left);
  }

  /** One at a time: slow hashes share their threads with signatures, which must not wait for them (F-35). */
  private afterOthers<T>(work: () => Promise<T>): Promise<T> {
    const result = this.lastSlow.then(work, work);
    this.lastSlow = result;
    return result;
  }

  private remember(mark: string): void {
    if (this.verified.size >= CAPACITY) this.verified.delete(this.verified.values().next().value ?? mark);
    this.verified.add(mark);
  }
}
