import { createHmac, type KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { SERVER_SECRETS, type ServerSecrets } from '#keystore/server-secrets.port';
import type { ClientSecret } from '#protocol/client/client';
import { clientSecretLength } from '#protocol/client/client-secret';
import { hashGeneratedSecret, isSlowSecretHash } from '#protocol/client/client-secret-hash';
import { equalInConstantTime } from '#protocol/constant-time';
import { SecretCheckBusyError, SecretHasher } from './secret-hasher.js';

/** Successful slow verifications remembered per process; beyond it the one that was longest not used makes room. */
const CAPACITY = 5_000;
/** Different texts that may be checked against one slow hash at a time: guessing at one client must not shut out the others (F-36). */
const MOST_OF_ONE = 4;

/**
 * Checks a presented secret against a client's live secrets. A slow hash is computed once and its success remembered
 * under an HMAC of what was presented, never the secret itself (ruling 64).
 */
@Injectable()
export class SecretVerifier {
  private readonly key: KeyObject;
  private readonly verified = new Set<string>();
  /** By the mark of what is being checked: who presents the same meanwhile waits for the same answer. */
  private readonly underWay = new Map<string, Promise<boolean>>();
  private readonly countByHash = new Map<string, number>();

  constructor(
    @Inject(SERVER_SECRETS) secrets: ServerSecrets,
    private readonly hasher: SecretHasher,
  ) {
    this.key = secrets.derive('verified-client-secrets');
  }

  /** The secret that one of the texts fits, as far as that can be told at once: generated ones, and slow ones that fitted before. */
  recognise(presented: readonly string[], live: readonly ClientSecret[]): ClientSecret | undefined {
    return live.find(({ hash }) => presented.filter(isPossible).some((text) => this.fitsAtOnce(text, hash)));
  }

  /**
   * The secret with a slow hash that one of the texts fits.
   * @throws SecretCheckBusyError when too many slow checks are under way
   */
  async evaluate(presented: readonly string[], live: readonly ClientSecret[]): Promise<ClientSecret | undefined> {
    for (const secret of live.filter(({ hash }) => isSlowSecretHash(hash)))
      for (const text of presented.filter(isPossible)) if (await this.fits(text, secret.hash)) return secret;
    return undefined;
  }

  /** Spares the first use of a secret that was hashed here its slow check. */
  remember(presented: string, hash: string): void {
    this.keep(this.mark(presented, hash));
  }

  private fitsAtOnce(presented: string, hash: string): boolean {
    if (!isSlowSecretHash(hash)) return equalInConstantTime(hashGeneratedSecret(presented), hash);
    const mark = this.mark(presented, hash);
    if (!this.verified.has(mark)) return false;
    this.keep(mark);
    return true;
  }

  private fits(presented: string, hash: string): Promise<boolean> {
    const mark = this.mark(presented, hash);
    const same = this.underWay.get(mark);
    if (same !== undefined) return same;
    const check = this.check(mark, presented, hash).finally(() => this.underWay.delete(mark));
    this.underWay.set(mark, check);
    return check;
  }

  private async check(mark: string, presented: string, hash: string): Promise<boolean> {
    const count = this.countByHash.get(hash) ?? 0;
    if (count >= MOST_OF_ONE) throw new SecretCheckBusyError();
    this.countByHash.set(hash, count + 1);
    try {
      const fits = await this.hasher.fits(presented, hash);
      if (fits) this.keep(mark);
      return fits;
    } finally {
      this.finished(hash);
    }
  }

  private finished(hash: string): void {
    const left = (this.countByHash.get(hash) ?? 1) - 1;
    if (left === 0) this.countByHash.delete(hash);
    else this.countByHash.set(hash, left);
  }

  /** The hash has no line break, so no two pairs have one mark. */
  private mark(presented: string, hash: string): string {
    return createHmac('sha256', this.key).update(`${hash}\n${presented}`).digest('base64url');
  }

  private keep(mark: string): void {
    this.verified.delete(mark);
    if (this.verified.size >= CAPACITY) this.verified.delete(this.verified.values().next().value ?? mark);
    this.verified.add(mark);
  }
}

/** No secret is longer; what is costs nothing (V-61). */
function isPossible(presented: string): boolean {
  return presented.length <= clientSecretLength.most;
}
