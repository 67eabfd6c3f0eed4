/** A version of a script, without its source. */
export interface StoredVersion {
  readonly number: number;
  readonly hash: string;
  readonly comment: string;
  readonly author: string;
  readonly savedAt: Date;
}

/** A script with its active version. */
export interface StoredScript {
  readonly scriptId: string;
  readonly description: string;
  readonly active: StoredVersion;
  readonly lastNumber: number;
  /** Rises with every change. */
  readonly version: number;
  readonly archivedAt?: Date;
}

/** The same with the source of that version. */
export interface StoredSource {
  readonly script: StoredScript;
  readonly source: string;
}

/** What happened to a script. */
export type ScriptEventKind = 'saved' | 'rolled-back' | 'archived' | 'restored';

/** The same as a row. */
export interface StoredEvent {
  readonly kind: ScriptEventKind;
  readonly number: number;
  readonly comment: string;
  readonly author: string;
  readonly at: Date;
}

/** What is written of a script: one change is one of these. */
export interface ScriptWriting {
  readonly description: string;
  readonly activeNumber: number;
  readonly isArchived: boolean;
  /** Absent = only the description is another. */
  readonly event?: Omit<StoredEvent, 'at'>;
  /** The next version, whose number is the last one and one more. */
  readonly added?: { readonly source: string; readonly hash: string };
}

/** What is decided about a script as it is; without `write` nothing is written. */
export interface ScriptDecision<Outcome> {
  readonly outcome: Outcome;
  readonly write?: ScriptWriting;
}

/** What became of it, and the script as it was then; undefined = there is none. */
export interface DecidedScript<Outcome> {
  readonly outcome: Outcome;
  readonly script: StoredSource | undefined;
}

/** Part of a list. */
export interface Portion {
  readonly offset: number;
  readonly limit: number;
}

/** Scripts, their versions, and what happened to them; lists of scripts are without archived ones. */
export interface ScriptStore {
  /** @param words parts of id or description; all must be there */
  list(
    words: readonly string[],
    portion: Portion,
  ): Promise<{ readonly scripts: readonly StoredScript[]; readonly total: number }>;
  /** Also an archived one. */
  find(scriptId: string): Promise<StoredSource | undefined>;
  versions(scriptId: string, portion: Portion): Promise<readonly StoredVersion[]>;
  version(scriptId: string, number: number): Promise<(StoredVersion & { readonly source: string }) | undefined>;
  events(
    scriptId: string,
    portion: Portion,
  ): Promise<{ readonly events: readonly StoredEvent[]; readonly total: number }>;
  /** At most so many behind an id. */
  after(scriptId: string, limit: number): Promise<readonly StoredSource[]>;
  /** Decides upon a script and writes it in one step, which all processes hear of. Nobody else changes it meanwhile. */
  change<Outcome>(
    scriptId: string,
    decide: (current: StoredSource | undefined) => ScriptDecision<Outcome>,
  ): Promise<DecidedScript<Outcome>>;
}

/** DI token of {@link ScriptStore}. */
export const SCRIPT_STORE = Symbol('ScriptStore');

/** Topic of the change feed, with the id of the script as key. */
export const SCRIPTS_TOPIC = 'scripts';
