import { EgressError } from './egress.port.js';

/** When a host that fails is left alone. */
export interface CircuitTerms {
  /** Calls that are looked back on. */
  readonly among: number;
  /** How many of them must have failed. */
  readonly failed: number;
  /** What the host does to one party is nothing that others feel. */
  readonly isOfParty: boolean;
  /** What an error after so many milliseconds says of the host: that it fails, that it works, or nothing (undefined). */
  readonly fails: (error: unknown, millis: number) => boolean | undefined;
}

/** The pause before the first probe, which doubles with each that fails, in milliseconds (F-18). */
const PAUSE = { first: 5_000, longest: 30_000 };
/** Failing hosts remembered. */
const MOST_FAILING = 1_000;

interface Circuit {
  /** Of the last calls, oldest first, whether they failed. */
  recent: readonly boolean[];
  /** How often in a row it was opened; 0 = closed. */
  openings: number;
  nextProbeAt: number;
}

/** A call that is let through. */
export interface AdmittedCall {
  readonly key: string;
  readonly host: string;
  readonly isProbe: boolean;
  readonly since: number;
}

/** What the circuits need from outside. */
export interface HostCircuitsParts {
  readonly terms: CircuitTerms;
  /** Milliseconds on a clock that never jumps. */
  readonly now: () => number;
  /** Told when a host is shut off. */
  readonly onOpened: (host: string, cause: unknown) => void;
}

/** Which hosts are left alone, since they failed: none but a probe now and then goes there. Hosts that do not fail are forgotten. */
export class HostCircuits {
  private readonly circuits = new Map<string, Circuit>();

  constructor(private readonly parts: HostCircuitsParts) {}

  /** @throws EgressError `circuit-open` */
  admit(host: string, party: string | undefined): AdmittedCall {
    const since = this.parts.now();
    const key = this.parts.terms.isOfParty ? `${party ?? ''} ${host}` : host;
    const circuit = this.circuits.get(key);
    const isProbe = circuit !== undefined && circuit.openings > 0;
    if (isProbe && since < circuit.nextProbeAt) throw new EgressError('circuit-open', host);
    if (isProbe) circuit.nextProbeAt = since + PAUSE.longest;
    return { key, host, isProbe, since };
  }

  worked({ key }: AdmittedCall): void {
    const circuit = this.circuits.get(key);
    if (circuit === undefined) return;
    circuit.recent = this.lookingBack(circuit, false);
    if (circuit.openings > 0 || !circuit.recent.includes(true)) this.circuits.delete(key);
  }

  /** What it means is for the terms to say. */
  threw(call: AdmittedCall, error: unknown): void {
    const now = this.parts.now();
    const fails = this.parts.terms.fails(error, now - call.since);
    if (fails === true) this.failed(call, error);
    else if (fails === false) this.worked(call);
    else if (call.isProbe) this.circuits.set(call.key, { ...this.circuitOf(call.key), nextProbeAt: now });
  }

  /** Calls that were on their way when the host was shut off say nothing new. */
  private failed({ key, host, isProbe }: AdmittedCall, cause: unknown): void {
    const circuit = this.circuitOf(key);
    if (circuit.openings > 0 && !isProbe) return;
    const recent = this.lookingBack(circuit, true);
    const opens = isProbe || recent.filter(Boolean).length >= this.parts.terms.failed;
    const openings = opens ? circuit.openings + 1 : 0;
    const pause = Math.min(PAUSE.longest, PAUSE.first * 2 ** (openings - 1));
    this.remember(key, { recent, openings, nextProbeAt: this.parts.now() + pause });
    if (openings === 1) this.parts.onOpened(host, cause);
  }

  private circuitOf(key: string): Circuit {
    return this.circuits.get(key) ?? { recent: [], openings: 0, nextProbeAt: 0 };
  }

  private lookingBack({ recent }: Circuit, failed: boolean): readonly boolean[] {
    return [...recent, failed].slice(-this.parts.terms.among);
  }

  /** The one that failed longest ago goes: strangers' names must not fill the memory. */
  private remember(key: string, circuit: Circuit): void {
    this.circuits.delete(key);
    this.circuits.set(key, circuit);
    const [oldest] = this.circuits.keys();
    if (this.circuits.size > MOST_FAILING && oldest !== undefined) this.circuits.delete(oldest);
  }
}
