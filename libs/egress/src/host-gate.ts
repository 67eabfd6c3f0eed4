import { EgressError } from './egress.port.js';

/** Calls under way at once to one host, for one party, and in all. */
export interface Places {
  readonly host: number;
  readonly party: number;
  readonly all: number;
}

const AT_ONCE: Places = { host: 8, party: 4, all: 32 };
/** Failures in a row after which a host is left alone. */
const FAILURES = 3;
/** Milliseconds within which a host says that a document is not there; one that takes longer is failing, whatever it says. */
const SLOW = 2_000;
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
  /** Absent: 8, 4 and 32. */
  readonly places?: Places;
}

/**
 * Lets few calls of one pool through to each host and for each party at once, and none but a probe now and then to a host that failed three
 * times in a row. Hosts that are neither called nor failing are forgotten.
 */
export class HostGate {
  private readonly hosts = new Map<string, HostState>();
  private readonly parties = new Map<string, number>();
  private underWay = 0;

  constructor(private readonly parts: HostGateParts) {}

  /**
   * Does the work; what it throws counts as a failure of the host, unless it soon said that only the one document is missing.
   * @throws EgressError `busy` or `circuit-open` at once, without doing the work
   */
  async run<T>(host: string, work: () => Promise<T>, party?: string): Promise<T> {
    const state = this.admit(host, party);
    const since = this.parts.now();
    try {
      const result = await work();
      state.failures = 0;
      return result;
    } catch (error) {
      const isAnswer = error instanceof EgressError && error.reason === 'status' && this.parts.now() - since < SLOW;
      if (!isAnswer) this.failed(host, state, error);
      throw error;
    } finally {
      this.leave(host, state);
      this.countParty(party, -1);
    }
  }

  private admit(host: string, party: string | undefined): HostState {
    const state = this.hosts.get(host) ?? { underWay: 0, failures: 0, nextProbeAt: 0 };
    if (state.failures >= FAILURES) this.admitProbe(host, state);
    const ofParty = this.parties.get(party ?? '') ?? 0;
    const { host: toHost, party: forParty, all } = this.parts.places ?? AT_ONCE;
    if (state.underWay >= toHost || ofParty >= forParty || this.underWay >= all) throw new EgressError('busy', host);
    this.countParty(party, 1);
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

  private countParty(party: string | undefined, change: 1 | -1): void {
    if (party === undefined) return;
    const count = (this.parties.get(party) ?? 0) + change;
    if (count === 0) this.parties.delete(party);
    else this.parties.set(party, count);
  }

  private oldestIdle(): string | undefined {
    for (const [host, { underWay }] of this.hosts) if (underWay === 0) return host;
    return undefined;
  }
}

/** Failing hosts remembered. */
const MOST_FAILING = 1_000;
