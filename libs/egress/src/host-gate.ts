import { EgressError } from './egress.port.js';

/** Calls under way to one host, and to all of them. */
const AT_ONCE = { host: 8, all: 64 };
/** Failures in a row after which a host is left alone. */
const FAILURES = 3;
/** The pause before the first probe, which doubles with each that fails, in milliseconds (F-18). */
const PAUSE = { first: 5_000, longest: 30_000 };

interface HostState {
  underWay: number;
  failures: number;
  nextProbeAt: number;
}

/** What the gate needs from outside. */
export interface HostGateParts {
  /** Milliseconds on a clock that never jumps. */
  readonly now: () => number;
  /** Told when a host is shut off. */
  readonly onOpened: (host: string, cause: unknown) => void;
}

/**
 * Lets few calls through to each host at once, and none but a probe now and then to a host that failed three times in a row. Hosts that
 * are neither called nor failing are forgotten.
 */
export class HostGate {
  private readonly hosts = new Map<string, HostState>();
  private underWay = 0;

  constructor(private readonly parts: HostGateParts) {}

  /**
   * Does the work; what it throws counts as a failure of the host, unless only the one document is missing.
   * @throws EgressError `busy` or `circuit-open` at once, without doing the work
   */
  async run<T>(host: string, work: () => Promise<T>): Promise<T> {
    const state = this.admit(host);
    try {
      const result = await work();
      state.failures = 0;
      return result;
    } catch (error) {
      if (!(error instanceof EgressError && error.reason === 'status')) this.failed(host, state, error);
      throw error;
    } finally {
      this.leave(host, state);
    }
  }

  private admit(host: string): HostState {
    const state = this.hosts.get(host) ?? { underWay: 0, failures: 0, nextProbeAt: 0 };
    if (state.failures >= FAILURES) this.admitProbe(host, state);
    if (state.underWay >= AT_ONCE.host || this.underWay >= AT_ONCE.all) throw new EgressError('busy', host);
    this.hosts.set(host, state);
    state.underWay += 1;
    this.underWay += 1;
    return state;
  }

  private admitProbe(host: string, state: HostState): void {
    const now = this.parts.now();
    if (now < state.nextProbeAt) throw new EgressError('circuit-open', host);
    state.nextProbeAt = now + PAUSE.longest;
  }

  private failed(host: string, state: HostState, cause: unknown): void {
    state.failures += 1;
    if (state.failures < FAILURES) return;
    const pause = Math.min(PAUSE.longest, PAUSE.first * 2 ** (state.failures - FAILURES));
    state.nextProbeAt = this.parts.now() + pause;
    if (state.failures === FAILURES) this.parts.onOpened(host, cause);
  }

  private leave(host: string, state: HostState): void {
    state.underWay -= 1;
    this.underWay -= 1;
    if (state.underWay === 0 && state.failures === 0) this.hosts.delete(host);
    // The one that failed longest ago goes: strangers' names must not fill the memory.
    if (this.hosts.size > MOST_FAILING) this.hosts.delete(this.oldestIdle() ?? host);
  }

  private oldestIdle(): string | undefined {
    for (const [host, { underWay }] of this.hosts) if (underWay === 0) return host;
    return undefined;
  }
}

/** Failing hosts remembered. */
const MOST_FAILING = 1_000;
