import type { ScriptOrigin } from '../sandbox.js';

/** Runs ended by a limit, each for somebody else where it is known for whom, after which a script is left alone. */
const MOST_KILLS = 5;
/** Milliseconds within which they count. */
const WINDOW = 5 * 60_000;
/** Milliseconds for which it is left alone. */
const REST = 30_000;
/** Runs that end well and make up for one that did not: a script that fails for one person in a hundred serves the others. */
const FORGIVING = 10;

/** A script by what it is, and as people know it. */
export interface BreakerScript extends ScriptOrigin {
  readonly key: string;
  readonly name: string;
}

/** A script that is left alone. */
export interface SuspendedScript extends ScriptOrigin {
  readonly name: string;
  readonly until: Date;
}

/** How a run was let in. */
export type BreakerEntry = 'usual' | 'trial';

/** How a run ended, as far as it counts; `undecided` where the script had no part in it. */
export type BreakerVerdict = 'well' | 'killed' | 'undecided';

/** A run that is over. */
export interface BreakerEnding {
  readonly verdict: BreakerVerdict;
  /** For whom it was: what one person's data do to a script is no reason to leave it alone for all, so that their kills count once. */
  readonly subject?: string | undefined;
}

interface Kill {
  readonly at: number;
  readonly subject: string | undefined;
}

/** Of a script, while it has kills that count. */
interface Mark {
  readonly script: BreakerScript;
  readonly kills: readonly Kill[];
  readonly wellEnded: number;
  readonly suspendedUntil?: number;
  readonly isOnTrial: boolean;
}

/**
 * Leaves a script alone that was ended again and again, for several people where it is known for whom, then tries it once. Times are milliseconds
 * since 1970.
 */
export class ScriptBreaker {
  private readonly marks = new Map<string, Mark>();

  /** How the script may run now, or undefined. Whoever is let in must call {@link left}. */
  enter({ key }: BreakerScript, now: number): BreakerEntry | undefined {
    const mark = this.marks.get(key);
    if (mark?.suspendedUntil === undefined) return 'usual';
    if (mark.isOnTrial || now < mark.suspendedUntil) return undefined;
    this.marks.set(key, { ...mark, isOnTrial: true });
    return 'trial';
  }

  /** Gives back what to tell where the script is suspended by this. */
  left(script: BreakerScript, entry: BreakerEntry, ending: BreakerEnding, now: number): SuspendedScript | undefined {
    const mark = this.marks.get(script.key) ?? { script, kills: [], wellEnded: 0, isOnTrial: false };
    if (entry === 'trial') return this.trialLeft(script, mark, ending, now);
    const { verdict, subject } = ending;
    // What began before the suspension changes nothing about it.
    if (mark.suspendedUntil !== undefined || verdict === 'undecided') return undefined;
    if (verdict === 'well') {
      this.forgive(script, mark);
      return undefined;
    }
    this.forgetOld(now);
    const others = mark.kills.filter((kill) => kill.at > now - WINDOW && !isOf(kill, subject));
    const kills = [...others, { at: now, subject }];
    if (kills.length >= MOST_KILLS) return this.suspend(script, { ...mark, kills }, now);
    this.marks.set(script.key, { ...mark, kills });
    return undefined;
  }

  /** Milliseconds until it may be tried; 0 where it may be, or is just now. */
  restOf({ key }: Pick<BreakerScript, 'key'>, now: number): number {
    return Math.max(0, (this.marks.get(key)?.suspendedUntil ?? 0) - now);
  }

  suspended(now: number): readonly SuspendedScript[] {
    return Array.from(this.marks.values()).flatMap(({ script, suspendedUntil = 0 }) =>
      suspendedUntil <= now ? [] : [suspendedScript(script, suspendedUntil)],
    );
  }

  /** One whose kill counts already proves nothing by another: somebody else is to try it. */
  private trialLeft(script: BreakerScript, mark: Mark, { verdict, subject }: BreakerEnding, now: number) {
    const isKnown = mark.kills.some((kill) => isOf(kill, subject));
    if (verdict === 'killed' && !isKnown) return this.suspend(script, withKill(mark, { at: now, subject }), now);
    if (verdict === 'well') this.marks.delete(script.key);
    else this.marks.set(script.key, { ...mark, isOnTrial: false });
    return undefined;
  }

  private suspend(script: BreakerScript, mark: Mark, now: number): SuspendedScript {
    const suspendedUntil = now + REST;
    this.marks.set(script.key, { ...mark, suspendedUntil, isOnTrial: false });
    return suspendedScript(script, suspendedUntil);
  }

  private forgive({ key }: BreakerScript, mark: Mark): void {
    if (mark.kills.length === 0) return;
    const wellEnded = mark.wellEnded + 1;
    const kills = wellEnded % FORGIVING === 0 ? mark.kills.slice(1) : mark.kills;
    if (kills.length === 0) this.marks.delete(key);
    else this.marks.set(key, { ...mark, kills, wellEnded });
  }

  /** Versions of a script that nobody runs any more would stay for ever. */
  private forgetOld(now: number): void {
    for (const [key, { kills, suspendedUntil = 0, isOnTrial }] of this.marks)
      if (!isOnTrial && Math.max(suspendedUntil, ...kills.map(({ at }) => at)) < now - WINDOW) this.marks.delete(key);
  }
}

function suspendedScript({ key: _key, ...script }: BreakerScript, until: number): SuspendedScript {
  return { ...script, until: new Date(until) };
}

function isOf(kill: Kill, subject: string | undefined): boolean {
  return subject !== undefined && kill.subject === subject;
}

function withKill(mark: Mark, kill: Kill): Mark {
  return { ...mark, kills: [...mark.kills.slice(-MOST_KILLS), kill] };
}
