import { EgressError, type Egress, type EgressShare } from '#egress/egress.port';
import type { Clock } from '#protocol/clock';
import type { AnyJwk } from '#protocol/keys/jwk-set';
import { KeyRing } from '#protocol/keys/key-ring';
import { readKeySet, type KeyReference } from '#protocol/keys/key-set';
import { keySetLifetime, type KeySetLifetime } from '#protocol/keys/key-set-lifetime';
import { OAuthError } from '#protocol/oauth2/oauth-error';
import type { SignatureVerifier } from '#protocol/keys/signature-verifier';

/** What verifies, or why there is nothing that does, for the log. */
export type FoundKey = { readonly verify: SignatureVerifier } | { readonly problem: string };

/** What a key set is fetched with. */
export interface KeySetParts {
  readonly egress: Egress;
  readonly clock: Clock;
  /** Of the clients whose keys these are. */
  readonly share?: EgressShare;
}

/** A key set as it was fetched. */
interface FetchedSet {
  readonly ring: KeyRing;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly lifetime: KeySetLifetime;
}

/** Bytes of a key set: as long as one that is registered inline may be. */
const MOST_BYTES = 100_000;
/**
 * Seconds between two questions, whatever the answer allows: anybody can send assertions in a client's name, and they must not become a flood
 * on the client's server.
 */
const PAUSE = { afterAnswer: 1, afterFailure: 5, forUnknownKey: 30 };

/** The key set at one address. Requests that need it at the same time share one question (STD B21, N2). */
export class PublishedKeySet {
  private set: FetchedSet | undefined;
  /** When it was last asked for, in milliseconds since 1970. */
  private askedAt = -Infinity;
  private problem: Error | undefined;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly url: string,
    private readonly parts: KeySetParts,
  ) {}

  /**
   * The key that `reference` names. Takes 5 s at most, and no time while the set is fresh or may be used stale.
   * @throws OAuthError temporarily_unavailable — there is none, and this server has too many calls under way to ask for it
   */
  async find(reference: KeyReference): Promise<FoundKey> {
    const ring = await this.current();
    if (ring === undefined)
      return { problem: `the keys at ${this.url} cannot be had: ${this.problem?.message ?? 'no answer'}` };
    const verify = (await ring.verifier(reference)) ?? (await (await this.newer())?.verifier(reference));
    return verify === undefined ? { problem: `not exactly one fitting key at ${this.url}` } : { verify };
  }

  /** Whether one of the keys passes the test; asked for again where none does, as for a key that is not known. */
  async includes(test: (key: AnyJwk) => boolean): Promise<boolean> {
    if ((await this.current())?.includes(test) === true) return true;
    return (await this.newer())?.includes(test) === true;
  }

  private async current(): Promise<KeyRing | undefined> {
    if (this.isWithin('fresh')) return this.set?.ring;
    const asked = this.ask(this.problem === undefined ? PAUSE.afterAnswer : PAUSE.afterFailure);
    if (!this.isWithin('stale')) await asked;
    if (!this.isWithin('stale') && isBusy(this.problem)) throw busy(this.problem);
    return this.isWithin('stale') ? this.set?.ring : undefined;
  }

  /** After a key was not found: the set as it is now, unless it was asked for a short while ago (STD OM27). */
  private async newer(): Promise<KeyRing | undefined> {
    const before = this.set;
    await this.ask(PAUSE.forUnknownKey);
    return this.set === before ? undefined : this.set?.ring;
  }

  /** What may not be kept at all still serves those who ask in the same second. */
  private isWithin(limit: keyof KeySetLifetime): boolean {
    if (this.set === undefined) return false;
    return this.secondsSince(this.set.at) < Math.max(this.set.lifetime[limit], PAUSE.afterAnswer);
  }

  /** A clock that is set back makes nothing younger. */
  private secondsSince(moment: number): number {
    return Math.abs(this.parts.clock.now().getTime() - moment) / 1_000;
  }

  private ask(pauseSeconds: number): Promise<void> {
    if (this.asking !== undefined) return this.asking;
    if (this.secondsSince(this.askedAt) < pauseSeconds && !isBusy(this.problem)) return Promise.resolve();
    this.askedAt = this.parts.clock.now().getTime();
    this.asking = this.fetch().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  /** Never rejects: nobody may be waiting. */
  private async fetch(): Promise<void> {
    try {
      const { egress, share } = this.parts;
      const { body, ...caching } = await egress.getJson(this.url, { mostBytes: MOST_BYTES, ...(share && { share }) });
      const ring = new KeyRing(readKeySet(body));
      this.set = { ring, at: this.parts.clock.now().getTime(), lifetime: keySetLifetime(caching) };
      this.problem = undefined;
    } catch (error) {
      this.problem = error instanceof Error ? error : new Error(String(error));
    }
  }
}

/** Nobody was asked. */
function isBusy(problem: Error | undefined): boolean {
  return problem instanceof EgressError && problem.reason === 'busy';
}

function busy(cause: unknown): OAuthError {
  return new OAuthError('temporarily_unavailable', 'The keys of the client cannot be fetched just now. Try again.', {
    cause,
  });
}
