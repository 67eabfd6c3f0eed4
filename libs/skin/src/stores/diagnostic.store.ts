import type { RowsOfModule } from '#module-config/rows-of-module.port';
import type { SkinMistake } from '../diagnostics/skin-mistake.js';
import type { Portion } from './skin.store.js';

/** A mistake as one process adds it. Ages are seconds. */
export interface NewDiagnostic extends SkinMistake {
  readonly errorId: string;
  /** How often since it was added before. */
  readonly times: number;
  readonly firstAge: number;
  readonly lastAge: number;
}

/** A mistake as all processes together have come upon it. */
export interface StoredDiagnostic extends Omit<SkinMistake, 'key' | 'moduleId'> {
  /** Of the last time. */
  readonly errorId: string;
  readonly times: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
}

/** How many mistakes a skin showed lately in a module. */
export interface RecentDiagnostics {
  readonly moduleId: string;
  readonly sha256: string;
  readonly count: number;
}

/** Mistakes that are kept of one module; the oldest go. */
export const MOST_OF_MODULE = 200;
/** Hours for which a mistake is a recent one. */
export const RECENT_HOURS = 24;
/** Days after which a mistake that did not happen again goes. */
export const KEPT_DAYS = 30;

/** What was wrong with pages of skins. */
export interface DiagnosticStore extends RowsOfModule {
  /** Adds all of them to what is there, and leaves {@link MOST_OF_MODULE} of each module. */
  add(diagnostics: readonly NewDiagnostic[]): Promise<void>;
  /** The latest first. */
  list(
    moduleId: string,
    portion: Portion,
  ): Promise<{ readonly diagnostics: readonly StoredDiagnostic[]; readonly total: number }>;
  /** Of all modules, by skins. */
  recent(): Promise<readonly RecentDiagnostics[]>;
  /** Gives back how many went. */
  remove(moduleId: string): Promise<number>;
  /** Removes up to 1,000 of long ago, and gives back how many went. */
  purge(): Promise<number>;
}

/** DI token of {@link DiagnosticStore}. */
export const DIAGNOSTIC_STORE = Symbol('DiagnosticStore');
