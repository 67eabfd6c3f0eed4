import { Inject, Injectable } from '@nestjs/common';
import type { ResettableLookup } from '#inbound-security/password-reset.port';
import { sha256Base64Url } from '#protocol/hash';
import { networkOf } from '#protocol/network-of';
import { QUOTA_STORE, type Quota, type QuotaStore } from '../stores/quota.store.js';

const DAY = 86_400;
/** Codes for one account: each may be guessed five times. */
const OF_NETWORK = [{ most: 3 }, { most: 5, seconds: DAY }] as const;
const OF_ALL_STRANGERS = [{ most: 20, seconds: DAY }] as const;
const OF_KNOWN_DEVICES = [{ most: 3 }, { most: 10, seconds: DAY }] as const;

/** Whom a code is asked for, and from where. */
export interface AskedCode {
  readonly moduleId: string;
  /** User name or mail address. */
  readonly typed: string;
  readonly remoteAddress: string;
  readonly found: ResettableLookup;
}

/**
 * Bounds the codes of an account, so that nobody fills a mailbox or guesses for long, and that no stranger takes the owner's (A-17, V-55): one network
 * has few, all strangers together have more, and browsers in which the owner signed in before have a share of their own (ruling 44).
 */
@Injectable()
export class ResetQuotas {
  constructor(@Inject(QUOTA_STORE) private readonly store: QuotaStore) {}

  /** Takes a code; false where there is none left. */
  async take(asked: AskedCode): Promise<boolean> {
    for (const quota of quotasOf(asked)) if ((await this.store.take(quota)) !== undefined) return false;
    return true;
  }
}

/** The narrowest first, so that who is refused there takes nothing of the others'. */
function quotasOf({ moduleId, typed, remoteAddress, found }: AskedCode): readonly Quota[] {
  const subject = `forgot-password account ${whose(typed, found)}`;
  const under = (name: string, bounds: readonly Omit<Quota, 'moduleId' | 'subject'>[]) =>
    bounds.map((bound) => ({ ...bound, moduleId, subject: `${name} ${String(bound.seconds ?? '')}` }));
  if (found.kind === 'found' && found.isKnownDevice === true) return under(`${subject} known`, OF_KNOWN_DEVICES);
  return [...under(`${subject} of ${networkOf(remoteAddress)}`, OF_NETWORK), ...under(subject, OF_ALL_STRANGERS)];
}

/** Whom mails count for: what was found, however it was spelt, and what was typed where nothing was. */
function whose(typed: string, found: ResettableLookup): string {
  if (found.kind === 'found') return String(found.account.pid);
  return sha256Base64Url((found.kind === 'ambiguous' ? found.email : typed).trim().toLowerCase());
}
