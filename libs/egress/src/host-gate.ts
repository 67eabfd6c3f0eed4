import { inARow } from './circuit-terms.js';
import { EgressError } from './egress.port.js';
import { HostCircuits, type AdmittedCall, type CircuitTerms } from './host-circuits.js';

/** Calls under way at once to one host, for one party, and in all. */
export interface Places {
  readonly host: number;
  readonly party: number;
  readonly all: number;
}

const AT_ONCE: Places = { host: 8, party: 4, all: 32 };

/** What the gate needs from outside. */
export interface HostGateParts {
  /** Milliseconds on a clock that never jumps. */
  readonly now: () => number;
  /** Told when a host is shut off. */
  readonly onOpened: (host: string, cause: unknown) => void;
  /** Absent: 8, 4 and 32. */
  readonly places?: Places;
  /** Absent: three failures in a row. */
  readonly terms?: CircuitTerms;
}

/** Lets few calls of one pool through to each host and for each party at once, and none but a probe now and then to a host that fails. */
export class HostGate {
  private readonly circuits: HostCircuits;
  private readonly hosts = new Map<string, number>();
  private readonly parties = new Map<string, number>();
  private underWay = 0;

  constructor(private readonly parts: HostGateParts) {
    this.circuits = new HostCircuits({ terms: inARow, ...parts });
  }

  /**
   * Does the work; what it throws may count as a failure of the host.
   * @throws EgressError `busy` or `circuit-open` at once, without doing the work
   */
  async run<T>(host: string, work: () => Promise<T>, party?: string): Promise<T> {
    const call = this.admit(host, party);
    this.count(host, party, 1);
    try {
      const result = await work();
      this.circuits.worked(call);
      return result;
    } catch (error) {
      this.circuits.threw(call, error);
      throw error;
    } finally {
      this.count(host, party, -1);
    }
  }

  private admit(host: string, party: string | undefined): AdmittedCall {
    const { host: toHost, party: forParty, all } = this.parts.places ?? AT_ONCE;
    const ofParty = this.parties.get(party ?? '') ?? 0;
    if ((this.hosts.get(host) ?? 0) >= toHost || ofParty >= forParty || this.underWay >= all)
      throw new EgressError('busy', host);
    return this.circuits.admit(host, party);
  }

  private count(host: string, party: string | undefined, change: 1 | -1): void {
    this.underWay += change;
    counted(this.hosts, host, change);
    if (party !== undefined) counted(this.parties, party, change);
  }
}

function counted(counts: Map<string, number>, key: string, change: 1 | -1): void {
  const count = (counts.get(key) ?? 0) + change;
  if (count === 0) counts.delete(key);
  else counts.set(key, count);
}
