import { Injectable } from '@nestjs/common';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import { networkOf } from '#protocol/network-of';

/** Whose attempts are counted together: those of one network to be one client. Others must not be locked out by them. */
export interface Guesser {
  readonly moduleId: string;
  /** As claimed; whether there is such a client makes no difference. */
  readonly clientId: string;
  readonly remoteAddress: string;
}

/** Failures in a row that are evaluated at once, and milliseconds until the next one is. */
const BURST = 30;
const INTERVAL = 10_000;
/** Guessers remembered; beyond it the one that was longest quiet is forgotten. */
const CAPACITY = 50_000;
/** Longest client id that is told apart. */
const LONGEST_ID = 200;

/** Attempts that are left, as of a moment of the monotonic clock. */
interface Allowance {
  readonly left: number;
  readonly at: number;
}

/**
 * Bounds how fast client secrets can be guessed, at all endpoints together (S-07, V-54). An attempt is taken before anything slow is computed,
 * so that a crowd does not slip past, and given back when the secret was right. In memory: a process that restarts starts counting anew.
 */
@Injectable()
export class SecretGuesses {
  private readonly allowances = new Map<string, Allowance>();

  /** @param elapsed milliseconds on a monotonic clock */
  constructor(private readonly elapsed: () => number = () => performance.now()) {}

  /** @throws OAuthError invalid_client, to be tried again later — nothing is left */
  take(guesser: Guesser): void {
    const key = keyOf(guesser);
    const left = this.leftTo(key);
    if (left < 1) throw tooMany(Math.ceil(((1 - left) * INTERVAL) / 1_000));
    this.keep(key, left - 1);
  }

  giveBack(guesser: Guesser): void {
    const key = keyOf(guesser);
    const left = this.leftTo(key) + 1;
    if (left >= BURST) this.allowances.delete(key);
    else this.keep(key, left);
  }

  private leftTo(key: string): number {
    const { left, at } = this.allowances.get(key) ?? { left: BURST, at: 0 };
    return Math.min(BURST, left + (this.elapsed() - at) / INTERVAL);
  }

  private keep(key: string, left: number): void {
    this.allowances.delete(key);
    const [quietest] = this.allowances.size >= CAPACITY ? this.allowances.keys() : [];
    if (quietest !== undefined) this.allowances.delete(quietest);
    this.allowances.set(key, { left, at: this.elapsed() });
  }
}

function keyOf({ moduleId, clientId, remoteAddress }: Guesser): string {
  return [moduleId, networkOf(remoteAddress), clientId.slice(0, LONGEST_ID)].join('\n');
}

function tooMany(retryAfterSeconds: number): OAuthError {
  const description = 'Authentication as this client failed too often from your network. Try again later.';
  return new OAuthError('invalid_client', description, { cause: 'too many failed attempts', retryAfterSeconds });
}
