/** A JAR in the folder of skins that is not installed, and why. */
export interface FolderFinding {
  /** Name of the file. */
  readonly fileName: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong, as the rest of a sentence about the file. */
  readonly problem: string;
  readonly remedy: string;
}

/** What modules need of skins before their first request. */
export interface SkinPreparation {
  /**
   * Stores the JARs of the folder, and has the modules wear what was decided of them or what their configuration names. Nothing about a skin keeps a
   * module from starting: what is wrong is in the log, and the built-in pages are shown.
   * @param webjarIds `skin.webjar_id` by module id; '' where there is none
   */
  prepare(webjarIds: ReadonlyMap<string, string>): Promise<void>;
  /** What is wrong with the JARs of the folder; nothing is stored. */
  folderFindings(): Promise<readonly FolderFinding[]>;
  /** Which of these values of `skin.webjar_id` mean a JAR of the folder that could be stored. */
  inFolder(webjarIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/** DI token of {@link SkinPreparation}. */
export const SKIN_PREPARATION = Symbol('SkinPreparation');
