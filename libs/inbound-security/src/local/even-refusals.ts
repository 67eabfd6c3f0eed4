import { hashMilliseconds } from '#protocol/slow-hash';
import { RefusalPace } from '../attempts/refusal-pace.js';

/** What is known of a refusal before it is answered. */
export interface Refused {
  readonly moduleId: string;
  /** How long it took so far, in milliseconds. */
  readonly taken: number;
  /** Beginnings of hashes of the module that are not made as ours are. */
  readonly foreignHashes: readonly string[];
  /** The password was compared with such a hash. */
  readonly wasForeign: boolean;
  /** A callback script is asked about people of the module whose password was right. */
  readonly asksScript?: boolean;
  /** It was asked about this one. */
  readonly wasAsked?: boolean;
}

/** Also within what is written of a digest; the beginning is longer than its salt's place. */
const BCRYPT = /^\$(?:2[aby]\$|bcrypt-sha256\$v=2,t=2b,r=)(\d\d?)\$/;
const DERIVED = /^\$(pbkdf2-sha256|iterated-sha256)\$i=(\d{1,7})\$/;
const ARGON2ID = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),/;

/**
 * Has all refusals of a module take as long as those by its slowest hash, while people have one that was imported and did not sign in since. Otherwise
 * one wrong password would tell who they are (V-56). So do they where a callback script is asked, which otherwise would tell right passwords from wrong ones
 * by how long it thinks. Modules without such people and without a script wait for nothing.
 */
export class EvenRefusals {
  private readonly paces = new Map<string, RefusalPace>();

  constructor(private readonly wait: (milliseconds: number) => Promise<void>) {}

  async end(refused: Refused): Promise<void> {
    const { moduleId, taken, foreignHashes, wasForeign, asksScript = false, wasAsked = false } = refused;
    if (foreignHashes.length === 0 && !asksScript) return;
    const pace = this.paces.get(moduleId) ?? new RefusalPace();
    this.paces.set(moduleId, pace);
    const expected = Math.max(0, ...foreignHashes.map(expectedMilliseconds));
    if (wasForeign || wasAsked) pace.learn(taken, expected);
    await this.wait(pace.rest(taken, expected));
  }
}

/** What one hash says nothing of: others of its kind may have the most that the product offers. */
const MOST_DOCUMENTED_ROUNDS = 100_000;

/** About how long a hash takes that begins so; 0 for what is never compared. */
function expectedMilliseconds(beginning: string): number {
  const [, rounds] = BCRYPT.exec(beginning) ?? [];
  if (rounds !== undefined) return hashMilliseconds.bcrypt(Number(rounds));
  const [, kind, times] = DERIVED.exec(beginning) ?? [];
  if (kind === 'pbkdf2-sha256' || kind === 'iterated-sha256')
    return hashMilliseconds[kind](Math.max(MOST_DOCUMENTED_ROUNDS, Number(times)));
  const [, memoryKib, passes] = ARGON2ID.exec(beginning) ?? [];
  return hashMilliseconds.argon2id({ memoryKib: Number(memoryKib ?? 0), passes: Number(passes ?? 0) });
}
