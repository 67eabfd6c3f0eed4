import type { BasedOn } from '#protocol/administration/based-on';
import type { BulkNotes } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { Page, PageRequest } from '#protocol/administration/page';

/** What a module wears. */
export interface WornSkinJson {
  readonly moduleId: string;
  /** The value of `skin.webjar_id`; '' where there is none. */
  readonly webjarId: string;
  /** Absent: the built-in pages. */
  readonly sha256?: string;
  readonly identity?: string;
  /** What a rollback would put on; absent where there is nothing to go back to. */
  readonly previous?: string;
  readonly previousSha256?: string;
  /** Why the process that answers cannot wear what it should. */
  readonly problem?: string;
  /** How many mistakes its skin showed on pages of the module in the last 24 hours, in all processes; absent: the built-in pages. */
  readonly recentMistakes?: number;
}

/** A step of a module from one skin to another. */
export interface SkinStepJson {
  readonly kind: string;
  /** `group:artifact:version`, or `built-in pages`. */
  readonly from: string;
  readonly fromSha256?: string;
  readonly to: string;
  readonly toSha256?: string;
  readonly comment?: string;
  /** Whether errors were overridden. */
  readonly isOverridden: boolean;
  readonly author: string;
  readonly at: string;
}

/** The skin of a module in one state. */
export interface AdministeredWorn {
  readonly json: WornSkinJson;
  /** Rises with every change; its entity tag. */
  readonly version: number;
}

/** Who changes what a module wears, what the change starts from, and why. */
export interface SkinChange extends BasedOn {
  readonly author: ChangeAuthor;
  readonly comment?: string;
}

/** What is to be worn. */
export interface SkinActivation extends SkinChange {
  /** Hash or its first digits, `group:artifact:version` or name of the file; refused where several are called so. */
  readonly skin: string;
  /** Errors of the skin are known and do not count; the audit record says so. */
  readonly override?: boolean;
}

/** What became of a change of what a module wears. */
export type SkinWearing =
  (BulkNotes & { readonly kind: 'changed' | 'unchanged'; readonly worn: AdministeredWorn }) | ChangeRefusal;

/**
 * Which module wears which skin, for the JSON API, the console and the command line: a change counts in all processes within seconds, and no page
 * fails by it. Only who may do everything makes one (skins.md 5.3 rule 7).
 */
export interface ModuleSkins {
  /** Of every outbound module, sorted. */
  readonly moduleIds: readonly string[];
  /** Every outbound module, by id. */
  modules(): Promise<readonly AdministeredWorn[]>;
  module(moduleId: string): Promise<AdministeredWorn | undefined>;
  /** Why no change by that person, with that comment, would be made at all; undefined = nothing speaks against it yet. */
  refusal(moduleId: string, change: SkinChange): ChangeRefusal | undefined;
  activate(moduleId: string, activation: SkinActivation): Promise<SkinWearing>;
  /** Back to the built-in pages. */
  deactivate(moduleId: string, change: SkinChange): Promise<SkinWearing>;
  /** Takes the last step back that was not taken back yet. */
  rollBack(moduleId: string, change: SkinChange): Promise<SkinWearing>;
  /** Newest first; undefined = there is no such module. */
  history(moduleId: string, page: PageRequest): Promise<Page<{ readonly json: SkinStepJson }> | undefined>;
}

/** DI token of {@link ModuleSkins}. */
export const MODULE_SKINS = Symbol('ModuleSkins');
