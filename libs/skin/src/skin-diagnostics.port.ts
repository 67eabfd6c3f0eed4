import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { Page, PageRequest } from '#protocol/administration/page';

/** A mistake of a skin that showed on pages of a module, as administrators see it. Times are ISO 8601. */
export interface SkinDiagnosticJson {
  /** `failure`: the built-in page was shown in place of it. `notice`: the page was shown, and something of it does nothing. */
  readonly kind: 'failure' | 'notice';
  /** `group:artifact:version`. */
  readonly skin: string;
  /** Of its JAR, hex. */
  readonly sha256: string;
  readonly page: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line?: number;
  readonly column?: number;
  readonly expression?: string;
  /** What is wrong, without anything of the data of the page. */
  readonly message: string;
  /** Finds the last time in log and audit trail. */
  readonly errorId: string;
  /** How often, in all processes. */
  readonly times: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

/** What showed to be wrong with the skins of modules, in all processes: each mistake once. */
export interface SkinDiagnostics {
  /** The latest first; undefined = there is no such module. */
  list(moduleId: string, page: PageRequest): Promise<Page<{ readonly json: SkinDiagnosticJson }> | undefined>;
  /** Somebody has seen them: how many went; undefined = there is no such module. What happens again is there again. */
  remove(moduleId: string, author: ChangeAuthor): Promise<number | undefined>;
}

/** Injection token of {@link SkinDiagnostics}. */
export const SKIN_DIAGNOSTICS = Symbol('SkinDiagnostics');
