import type { RowsOfModule } from '#module-config/rows-of-module.port';
import type { SkinFinding } from '../package/skin-finding.js';
import type { SkinIdentity } from '../package/skin-identity.js';

/** How a skin came into the store. */
export type SkinOrigin = 'uploaded' | 'folder';

/** A skin that is to be stored. */
export interface NewSkin {
  readonly identity: SkinIdentity;
  /** Of the JAR, 64 digits of hex. */
  readonly sha256: string;
  /** What its file was called when it came last; '' where nobody said. */
  readonly fileName: string;
  readonly findings: readonly SkinFinding[];
  readonly origin: SkinOrigin;
  readonly storedBy: string;
}

/** A skin that is stored, without its bytes. Its files never change; what it is called may become known later, when the same JAR comes again. */
export interface StoredSkin extends NewSkin {
  /** Bytes of the JAR. */
  readonly size: number;
  readonly storedAt: Date;
}

/** What a skin is called by whoever brings it again. */
export interface SkinCalling {
  readonly identity: SkinIdentity;
  /** '' where nobody said. */
  readonly fileName: string;
  readonly origin: SkinOrigin;
}

/** What became of that. `exchanged`: a file of the name that came the same way was another one till now. */
export type SkinNaming = 'unchanged' | 'named' | 'exchanged';

/** What a module wears by somebody's decision. */
export interface WornSkin {
  readonly moduleId: string;
  /** Absent: the built-in pages. */
  readonly sha256?: string;
  /** Of that skin; absent also where it is not stored any more. */
  readonly identity?: SkinIdentity;
  /** The `skin.webjar_id` that was configured then: the decision counts as long as it still is. */
  readonly webjarId: string;
  /** The step that led here, which a rollback takes back; absent: there is none left. */
  readonly step?: { readonly id: string; readonly from?: string; readonly fromName: string; readonly under?: string };
  /** Rises with every change. */
  readonly version: number;
}

/** What happened to the skin of a module; `configured`: what the configuration names was put on. */
export type SkinEventKind = 'activated' | 'rolled-back' | 'deactivated' | 'configured';

/** One step of a module from one skin to another; without a hash: the built-in pages. */
export interface SkinStep {
  readonly kind: SkinEventKind;
  readonly from?: string;
  readonly fromName: string;
  readonly to?: string;
  readonly toName: string;
  readonly webjarId: string;
  readonly comment: string;
  /** Whether errors of the skin were known and did not count. */
  readonly isOverridden: boolean;
  readonly author: string;
}

/** The same as a row. */
export interface StoredStep extends SkinStep {
  readonly at: Date;
}

/** A change of what a module wears. */
export interface WornWriting {
  readonly step: SkinStep;
  /** Of a rollback: the step that the module stands on afterwards; absent there, none is left. */
  readonly back?: { readonly under?: string };
}

/** What is decided about the skin of a module; without `write` nothing is written. */
export interface WornDecision<Outcome> {
  readonly outcome: Outcome;
  readonly write?: WornWriting;
}

/** Part of a list. */
export interface Portion {
  readonly offset: number;
  readonly limit: number;
}

/** Skins, what modules wear, and how they came to. Everything that changes is told to all processes. */
export interface SkinStore extends RowsOfModule {
  /** Newest first. */
  list(portion: Portion): Promise<{ readonly skins: readonly StoredSkin[]; readonly total: number }>;
  find(sha256: string): Promise<StoredSkin | undefined>;
  /** The JAR. */
  bytes(sha256: string): Promise<Buffer | undefined>;
  /** The newest that each `skin.webjar_id` may name: by `group:artifact:version`, or by the name of its file. */
  named(webjarIds: readonly string[]): Promise<ReadonlyMap<string, StoredSkin>>;
  /**
   * Skins that a name may mean, newest first: by their hash or eight and more of its first digits, by `group:artifact:version`, of which those that say most
   * of it themselves, or by the name of the file.
   */
  called(name: string, limit: number): Promise<readonly StoredSkin[]>;
  /**
   * Of each artifact only the newest `kept` stay beside those that are worn, or would be after a rollback.
   * @returns false: it is stored already
   */
  add(skin: NewSkin, jar: Buffer, kept: number): Promise<boolean>;
  /** A JAR that is stored came again: from now on its name leads to it, and not to another that had it before. */
  call(sha256: string, called: SkinCalling): Promise<SkinNaming>;
  /** @returns the modules that wear it, or would after a rollback, where it was not removed; undefined: there is no such skin */
  remove(sha256: string): Promise<readonly string[] | undefined>;
  /** Of those modules of which something was decided. */
  worn(moduleIds: readonly string[]): Promise<readonly WornSkin[]>;
  /** Hashes of what is stored and was taken off within so many seconds, latest first. */
  takenOff(seconds: number, limit: number): Promise<readonly string[]>;
  /** Newest first. */
  steps(moduleId: string, portion: Portion): Promise<{ readonly steps: readonly StoredStep[]; readonly total: number }>;
  /**
   * Decides upon what a module wears and writes it in one step; nothing else of skins changes meanwhile.
   * @param decide upon what is stored and worn at that moment
   */
  change<Outcome>(
    moduleId: string,
    decide: (skins: SkinReader) => Promise<WornDecision<Outcome>>,
  ): Promise<WornDecision<Outcome>>;
}

/** What decisions depend on. */
export type SkinReader = Pick<SkinStore, 'find' | 'named' | 'worn'>;

/** DI token of {@link SkinStore}. */
export const SKIN_STORE = Symbol('SkinStore');

/** Topic of the change feed. */
export const SKINS_TOPIC = 'skins';
