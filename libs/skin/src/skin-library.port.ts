import type { BasedOn } from '#protocol/administration/based-on';
import type { BulkNotes } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { Page, PageRequest } from '#protocol/administration/page';

/** What is wrong with a skin, or noteworthy, as administrators see it. An error keeps it from being activated unless that is overridden. */
export interface SkinFindingJson {
  readonly severity: 'error' | 'warning' | 'note';
  /** What kind of finding it is, always by the same name. */
  readonly code: string;
  /** Path within the skin. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  readonly column?: number;
  /** What stands there. */
  readonly expression?: string;
  /** A sentence that says what is wrong and what to do. */
  readonly message: string;
}

/** A skin that is stored; it never changes. Times are ISO 8601. */
export interface SkinJson {
  /** Of its JAR, hex: what it is known by. */
  readonly sha256: string;
  /** `group:artifact:version`; `?` for what the JAR does not say. */
  readonly identity: string;
  readonly fileName?: string;
  /** Bytes of the JAR. */
  readonly size: number;
  readonly origin: 'uploaded' | 'folder';
  readonly storedBy: string;
  readonly storedAt: string;
  /** Modules that wear it, by their ids. */
  readonly wornBy: readonly string[];
  /** What came of the look at it when it was stored. Only where one skin is asked for. */
  readonly findings?: readonly SkinFindingJson[];
}

/** What a look at a JAR found, without storing it. */
export interface SkinReportJson {
  /** Whether it could be stored. */
  readonly isReadable: boolean;
  /** Whether it could be activated without overriding errors. */
  readonly isSound: boolean;
  readonly sha256?: string;
  readonly identity?: string;
  /** Paths within the skin. */
  readonly files?: readonly string[];
  /** The line of Thymeleaf that it was written for. */
  readonly thymeleaf?: '3.0' | '3.1';
  /** Where every page would come from. */
  readonly pages?: readonly SkinPageJson[];
  /** The gravest first. */
  readonly findings: readonly SkinFindingJson[];
  /** How many more findings there are. */
  readonly omitted?: number;
}

/** A page as a module would show it. */
export interface SkinPageJson {
  readonly page: string;
  readonly title: string;
  /** Key of its property. */
  readonly setting: string;
  /** `missing`: the property names a file that is not there; the built-in page is shown. */
  readonly state: 'skin' | 'built-in' | 'missing';
  readonly file?: string;
  /** The stock models that it cannot be made with. */
  readonly fails?: readonly string[];
}

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
  /** Why the process that answers cannot wear what it should. */
  readonly problem?: string;
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

/** A JAR as somebody brings it. */
export interface BroughtSkin {
  readonly jar: Buffer;
  readonly fileName?: string;
  /** What they say it is, as `group:artifact:version`. */
  readonly declared?: string;
  /** The module whose settings it is looked at with. */
  readonly moduleId?: string;
}

/** Who changes what a module wears, what the change starts from, and why. */
export interface SkinChange extends BasedOn {
  readonly author: ChangeAuthor;
  readonly comment?: string;
}

/** What is to be worn. */
export interface SkinActivation extends SkinChange {
  /** Hash, `group:artifact:version` or name of the file: the newest that is called so. */
  readonly skin: string;
  /** Errors of the skin are known and do not count; the audit record says so. */
  readonly override?: boolean;
}

/** What became of a JAR that was brought; `unchanged`: it is stored already. */
export type SkinStoring =
  (BulkNotes & { readonly kind: 'created' | 'unchanged'; readonly skin: SkinJson }) | ChangeRefusal;

/** What became of a change of what a module wears. */
export type SkinWearing =
  (BulkNotes & { readonly kind: 'changed' | 'unchanged'; readonly worn: AdministeredWorn }) | ChangeRefusal;

/**
 * Skins and which module wears which, for the JSON API, the console and the command line. JARs are kept as they are by their hash; what is worn changes
 * in all processes within seconds, and no page fails by it. The scripts of a skin run where people type their passwords, so that only who may do
 * everything brings or activates one (skins.md 5.3 rule 7).
 */
export interface SkinLibrary {
  /** Most bytes of a JAR. */
  readonly largestPackage: number;
  /** Newest first. */
  list(page: PageRequest): Promise<Page<{ readonly json: SkinJson }>>;
  /** By hash, `group:artifact:version` or name of the file: the newest that is called so. */
  find(skin: string): Promise<SkinJson | undefined>;
  /** Whether a JAR could be stored and activated; nothing is kept of it. */
  check(brought: BroughtSkin): Promise<SkinReportJson>;
  store(brought: BroughtSkin, author: ChangeAuthor): Promise<SkinStoring>;
  /** `refused` while a module wears it, or would after a rollback. */
  remove(sha256: string, author: ChangeAuthor): Promise<{ readonly kind: 'removed' } | ChangeRefusal>;
  /** Every outbound module, by id. */
  modules(): Promise<readonly AdministeredWorn[]>;
  module(moduleId: string): Promise<AdministeredWorn | undefined>;
  activate(moduleId: string, activation: SkinActivation): Promise<SkinWearing>;
  /** Back to the built-in pages. */
  deactivate(moduleId: string, change: SkinChange): Promise<SkinWearing>;
  /** Takes the last step back that was not taken back yet. */
  rollBack(moduleId: string, change: SkinChange): Promise<SkinWearing>;
  /** Newest first; undefined = there is no such module. */
  history(moduleId: string, page: PageRequest): Promise<Page<{ readonly json: SkinStepJson }> | undefined>;
}

/** DI token of {@link SkinLibrary}. */
export const SKIN_LIBRARY = Symbol('SkinLibrary');
