import type { BulkNotes } from '#protocol/administration/bulk-change';
import type { ChangeAuthor } from '#protocol/administration/change-author';
import type { ChangeRefusal } from '#protocol/administration/change-refusal';
import type { Page, PageRequest } from '#protocol/administration/page';
import type { FieldProblem } from '#protocol/json/json-fields';

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
  /** How many mistakes showed on its pages in the last 24 hours, in all modules. Only where one skin is asked for. */
  readonly recentMistakes?: number;
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

/** Why a name means no stored skin. */
export interface UnclearSkin {
  readonly kind: 'unclear';
  /** Several are called so; else none is. */
  readonly isAmbiguous: boolean;
  /** Names those, or what there is in place of it. */
  readonly problem: FieldProblem;
}

/** What a name means. */
export type SkinLookup = { readonly kind: 'found'; readonly skin: SkinJson } | UnclearSkin;

/** A JAR as somebody brings it. */
export interface BroughtSkin {
  readonly jar: Buffer;
  readonly fileName?: string;
  /** What they say it is, as `group:artifact:version`. */
  readonly declared?: string;
  /** The module whose settings it is looked at with. */
  readonly moduleId?: string;
}

/** A JAR that was brought. */
export interface BroughtJar extends BulkNotes {
  /** `unchanged`: it was stored already. */
  readonly kind: 'created' | 'unchanged';
  readonly skin: SkinJson;
  /** The name of its file by which it was known till now. */
  readonly knownAs?: string;
}

/** What became of a JAR that was brought. */
export type SkinStoring = BroughtJar | ChangeRefusal;

/** What became of a skin that was to go. */
export type SkinRemoval = { readonly kind: 'removed'; readonly skin: SkinJson } | UnclearSkin | ChangeRefusal;

/**
 * Skins that are stored, for the JSON API, the console and the command line. JARs are kept as they are by their hash. The scripts of a skin run where
 * people type their passwords, so that only who may do everything brings or removes one (skins.md 5.3 rule 7).
 */
export interface SkinLibrary {
  /** Most bytes of a JAR. */
  readonly largestPackage: number;
  /** Newest first. */
  list(page: PageRequest): Promise<Page<{ readonly json: SkinJson }>>;
  /** By hash or its first digits, `group:artifact:version` or name of the file, where one alone is called so. */
  find(skin: string): Promise<SkinLookup>;
  /** Whether a JAR could be stored and activated; nothing is kept of it. */
  check(brought: BroughtSkin): Promise<SkinReportJson>;
  store(brought: BroughtSkin, author: ChangeAuthor): Promise<SkinStoring>;
  /** By the same names; `refused` while a module wears it, or would after a rollback. */
  remove(skin: string, author: ChangeAuthor): Promise<SkinRemoval>;
}

/** DI token of {@link SkinLibrary}. */
export const SKIN_LIBRARY = Symbol('SkinLibrary');
