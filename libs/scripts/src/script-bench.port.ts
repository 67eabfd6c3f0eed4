import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { Decision } from '#protocol/decision/decision-trace';
import type { Difference } from './bench/difference.js';
import type { RecordedSession } from './recordings/recorded-session.js';
import type { ScriptFailureReason } from './script-failure.port.js';
import type { ScriptLogLine, ScriptUse } from './sandbox/script-job.js';

/** The functions that the bench runs; `authenticate` is two, by who calls it. */
export const benchFunctionNames = [
  'onTokenGenerating',
  'onPostAuthorize',
  'onSmartLoginPreContextSelection',
  'onAuthenticateSuccess',
  'getUserName',
  'onUserSelfRegistrationRequest',
  'codap:authenticate',
  'sign-in:authenticate',
] as const;

/** One of them. */
export type BenchFunctionName = (typeof benchFunctionNames)[number];

/** How calls of other servers are answered in a bench run: not at all, as they were when the session was recorded, or by the servers themselves. */
export const benchCallModes = ['refused', 'recorded', 'live'] as const;

/** One of them. */
export type BenchCallMode = (typeof benchCallModes)[number];

/** A situation in which a function is called, ready to be run. */
export interface BenchSample {
  readonly id: string;
  /** One sentence, for people. */
  readonly title: string;
  readonly functionName: BenchFunctionName;
  /** What the function is called with: JSON to be changed and given back as `input`. */
  readonly input: Readonly<Record<string, unknown>>;
}

/** A call of another server in a bench run. */
export interface BenchCall {
  readonly operation: string;
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  /** What the script was told, where no answer came. */
  readonly failure?: string;
  readonly millis: number;
}

/** What a run would have meant, had it been a real one. */
export interface BenchEffect {
  /** Place by place, under `session`, `launch`, `tokenResponse`, `accessToken`, `choices`, `account` or `verdict`. */
  readonly differences: readonly Difference[];
  /** Why scopes, claims and permissions are as they are; empty where no token is made. */
  readonly decisions: readonly Decision[];
  /** Claims that the script added, and those that were left out for their names. */
  readonly claims: { readonly accepted: readonly string[]; readonly refused: readonly string[] };
  /** All that the differences are taken from, as it is afterwards. */
  readonly after: Readonly<Record<string, unknown>>;
  /** Why there would be no token, although the script ran. */
  readonly refusal?: string;
}

/** A script as it was run. */
export interface BenchScript {
  readonly name: string;
  /** SHA-256 of the source, base64url. */
  readonly hash?: string;
  readonly version?: number;
}

/** What came of one run. */
export interface BenchRun {
  /** `missing`: the source has no such function, which is no error. */
  readonly outcome: 'returned' | 'missing' | 'failed';
  readonly script: BenchScript;
  readonly failure?: {
    readonly reason: ScriptFailureReason;
    readonly message: string;
    readonly line?: number;
    readonly column?: number;
  };
  readonly log: readonly ScriptLogLine[];
  /** Absent where the function did not return. */
  readonly effect?: BenchEffect;
  readonly use: ScriptUse & { readonly millis: number };
  readonly calls: readonly BenchCall[];
}

/** One recorded session, run with both scripts. */
export interface ReplayedSession {
  readonly recordingId: string;
  readonly recordedAt: Date;
  readonly verdict: 'equal' | 'different' | 'old-failed' | 'new-failed' | 'both-failed';
  /** From what the old script did to what the new one did. */
  readonly differences: readonly Difference[];
  readonly failures: { readonly old?: string; readonly new?: string };
}

/** Milliseconds of computing: half of the runs took no longer than p50, 99 of 100 no longer than p99. */
export interface ReplayTimes {
  readonly p50: number;
  readonly p99: number;
}

/** Two scripts side by side over recorded sessions, newest first. */
export interface Replay {
  readonly old: BenchScript;
  readonly new: BenchScript;
  readonly done: number;
  readonly of: number;
  /** To be sent as `continueAfter` for the rest; absent when all is done. */
  readonly continueAfter?: string;
  /** How many of the sessions in this answer had which verdict. */
  readonly verdicts: Readonly<Record<ReplayedSession['verdict'], number>>;
  readonly times: { readonly old: ReplayTimes; readonly new: ReplayTimes };
  readonly sessions: readonly ReplayedSession[];
}

/** A recording as it is listed. */
export interface RecordingHead {
  readonly id: string;
  readonly moduleId: string;
  readonly functionName: BenchFunctionName;
  readonly recordedAt: Date;
  readonly expiresAt: Date;
  /** Of the script that ran, as the module names it. */
  readonly script: string;
  readonly scriptVersion?: number;
}

/** A recording with what was kept of the session, which has neither secrets nor people in it. */
export interface Recording extends RecordingHead, RecordedSession {}

/** Which recordings are meant. */
export interface RecordingQuery {
  readonly moduleId: string;
  readonly functionName?: BenchFunctionName;
}

/** Too much is under way; the caller had better try again in a few seconds. */
export interface BenchBusy {
  readonly kind: 'busy';
}

/** What was asked for was done. */
export interface BenchDone<Result> {
  readonly kind: 'done';
  readonly result: Result;
}

/** Runs scripts to see what they do. Nothing of it is there afterwards but an audit record of who ran what. */
export interface ScriptBench {
  samples(): readonly BenchSample[];
  /**
   * Runs a function: `{function, moduleId, script: {text | id, version | issuer}, sample | recordingId | input, calls}`. Without a script it is the one that the
   * module is configured with.
   */
  run(body: unknown, author: ChangeAuthor): Promise<BenchDone<BenchRun> | ChangeRefusal | BenchBusy>;
  /** Runs two scripts: `{function, moduleId, old: {text | id, version | issuer}, new: {…}, last, calls, continueAfter}`; in time that is bounded, with what is left to be asked for again. */
  replay(body: unknown, author: ChangeAuthor): Promise<BenchDone<Replay> | ChangeRefusal | BenchBusy>;
}

/** DI token of {@link ScriptBench}. */
export const SCRIPT_BENCH = Symbol('ScriptBench');

/** The recorded sessions of modules that record. */
export interface ScriptRecordings {
  /** Newest first, at most 200 of each function. */
  list(query: RecordingQuery): Promise<readonly RecordingHead[]>;
  /** Undefined when it is not there any more. */
  find(id: string): Promise<Recording | undefined>;
  /** Gives back how many went. */
  remove(query: RecordingQuery, author: ChangeAuthor): Promise<number>;
}

/** DI token of {@link ScriptRecordings}. */
export const SCRIPT_RECORDINGS = Symbol('ScriptRecordings');
