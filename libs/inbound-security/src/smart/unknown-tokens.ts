import { Injectable, Logger } from '@nestjs/common';
import { networkOf } from '#protocol/network-of';
import type { TokenBelief } from './believed-token.js';
import { NetworkLine } from './network-line.js';

/** Questions about tokens of one network that may be in vain within a minute. */
export const UNKNOWN_PER_MINUTE = 60;
/** Networks remembered; beyond it the one that was longest quiet is forgotten. */
const CAPACITY = 50_000;
/** Milliseconds after which nobody waits for the answer any more (G-21). */
const PATIENCE = 5_000;
/** While too many of its network wait before it, as while its server is away. */
const CROWDED: TokenBelief = { kind: 'unavailable', cause: 'too many tokens of its network wait' };
/** How seldom the log tells of networks, in milliseconds. */
const TOLD_EVERY = 60_000;

/**
 * Bounds how often one network has another server asked about tokens that turn out to be none, and how many questions it has under way, so that a crowd
 * of invented ones neither floods that server nor takes the places of real ones from elsewhere. In memory, for each process.
 */
@Injectable()
export class UnknownTokens {
  private readonly log = new Logger('UnknownTokens');
  private readonly lines = new Map<string, NetworkLine>();
  private toldAt = -Infinity;

  /** @param elapsed milliseconds on a monotonic clock */
  constructor(
    private readonly perMinute: number = UNKNOWN_PER_MINUTE,
    private readonly elapsed: () => number = () => performance.now(),
  ) {}

  /**
   * Has the server asked, when it is the network's turn. An answer that believes the token, and an error in place of an answer, cost nothing.
   * @throws whatever `ask` throws
   */
  async run(remoteAddress: string, ask: () => Promise<TokenBelief>): Promise<TokenBelief> {
    const network = networkOf(remoteAddress);
    const line = this.lineOf(network);
    const since = this.elapsed();
    const refusal = this.refusal(network, line) ?? (line.isFull() ? CROWDED : undefined);
    if (refusal !== undefined) return refusal;
    let isInVain = false;
    await line.enter(since);
    try {
      if (this.elapsed() - since >= PATIENCE) return CROWDED;
      const late = this.refusal(network, line);
      if (late !== undefined) return late;
      const belief = await ask();
      isInVain = belief.kind !== 'believed';
      return belief;
    } finally {
      line.leave(this.elapsed(), isInVain);
      if (line.isNew(this.elapsed())) this.lines.delete(network);
    }
  }

  private lineOf(network: string): NetworkLine {
    const line = this.lines.get(network) ?? new NetworkLine(this.perMinute, this.elapsed());
    this.lines.delete(network);
    const [quietest] = this.lines.size >= CAPACITY ? this.lines.keys() : [];
    if (quietest !== undefined) this.lines.delete(quietest);
    this.lines.set(network, line);
    return line;
  }

  /** Once too many *were* in vain: what is under way may count. */
  private refusal(network: string, line: NetworkLine): TokenBelief | undefined {
    const pause = line.pause(this.elapsed());
    if (pause === undefined) return undefined;
    if (this.elapsed() - this.toldAt >= TOLD_EVERY) {
      this.toldAt = this.elapsed();
      this.log.warn(
        `${network} sent more unknown access tokens than ${String(this.perMinute)} a minute; no other server is asked about more of them for now. ` +
          'If that is a proxy of yours, have it pass on the addresses of its clients.',
      );
    }
    const cause = 'its network sent too many unknown tokens';
    return { kind: 'busy', cause, retryAfterSeconds: Math.ceil(pause / 1_000) };
  }
}
