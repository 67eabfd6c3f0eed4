import { Flag, Instant, Items, Text, Texts, Whole, Word } from '../description/fields.js';
import { PageDto } from '../http/paging.js';

/** What is wrong with a skin, or noteworthy. */
export class SkinFindingDto {
  @Word(['error', 'warning', 'note'], 'An error keeps the skin from being activated unless it is overridden.', {
    always: true,
  })
  readonly severity!: string;

  @Text('What kind of finding it is, always by the same name; `docs/skin-findings.md` has them all.', { always: true })
  readonly code!: string;

  @Text('The file of the skin that it is about.')
  readonly file?: string;

  @Whole('Line, counted from 1.', { minimum: 1 })
  readonly line?: number;

  @Whole('Column, counted from 1.', { minimum: 1 })
  readonly column?: number;

  @Text('What stands there.')
  readonly expression?: string;

  @Text('What is wrong, and what to do.', { always: true })
  readonly message!: string;
}

/** A skin that is stored; it never changes. */
export class SkinDto {
  @Text('SHA-256 of its JAR, hex: what it is known by.', { always: true })
  readonly sha256!: string;

  @Text('`group:artifact:version`; `?` for what the JAR does not say.', {
    always: true,
    example: 'org.example:clinic:1.0',
  })
  readonly identity!: string;

  @Text('What its file was called.')
  readonly fileName?: string;

  @Whole('Bytes of the JAR.', { always: true, minimum: 0 })
  readonly size!: number;

  @Word(['uploaded', 'folder'], 'Whether somebody brought it, or it lay in the folder of skins.', { always: true })
  readonly origin!: string;

  @Text('Who brought it.', { always: true })
  readonly storedBy!: string;

  @Instant('When.', { always: true })
  readonly storedAt!: string;

  @Texts('Modules that wear it.', { always: true })
  readonly wornBy!: readonly string[];

  @Items(SkinFindingDto, 'What came of the look at it when it was stored; not in lists.')
  readonly findings?: readonly SkinFindingDto[];

  @Whole('How many mistakes showed on its pages in the last 24 hours, in all modules; not in lists.', { minimum: 0 })
  readonly recentMistakes?: number;
}

/** A part of the list of skins. */
export class SkinListDto extends PageDto {
  @Items(SkinDto, 'The skins of this page, newest first.', { always: true })
  readonly skins!: readonly SkinDto[];
}

/** A page as a module would show it. */
export class SkinPageDto {
  @Text('Its name.', { always: true })
  readonly page!: string;

  @Text('What it is.', { always: true })
  readonly title!: string;

  @Text('Key of the property that names its file.', { always: true })
  readonly setting!: string;

  @Word(['skin', 'built-in', 'missing'], 'Where it comes from; `missing`: the property names a file that is not there.', {
    always: true,
  })
  readonly state!: string;

  @Text('The file of the skin, or the missing one.')
  readonly file?: string;

  @Texts('The stock models that it cannot be made with.')
  readonly fails?: readonly string[];
}

/** What a look at a JAR found. */
export class SkinReportDto {
  @Flag('Whether it could be stored.', { always: true })
  readonly isReadable!: boolean;

  @Flag('Whether it could be activated without overriding errors.', { always: true })
  readonly isSound!: boolean;

  @Text('SHA-256 of the JAR, hex.')
  readonly sha256?: string;

  @Text('`group:artifact:version`; `?` for what the JAR does not say.')
  readonly identity?: string;

  @Texts('Its files, by their paths in the skin.')
  readonly files?: readonly string[];

  @Word(['3.0', '3.1'], 'The line of Thymeleaf that it was written for.')
  readonly thymeleaf?: string;

  @Items(SkinPageDto, 'Where every page would come from.')
  readonly pages?: readonly SkinPageDto[];

  @Items(SkinFindingDto, 'What is wrong, or noteworthy; the gravest first.', { always: true })
  readonly findings!: readonly SkinFindingDto[];

  @Whole('How many more findings there are.', { minimum: 1 })
  readonly omitted?: number;
}

/** What a module wears. */
export class WornSkinDto {
  @Text('Id of the module.', { always: true })
  readonly moduleId!: string;

  @Text('Value of `skin.webjar_id`; empty where there is none.', { always: true })
  readonly webjarId!: string;

  @Text('SHA-256 of the skin, hex; absent: the built-in pages.')
  readonly sha256?: string;

  @Text('`group:artifact:version` of the skin.')
  readonly identity?: string;

  @Text('What a rollback would put on; absent where there is nothing to go back to.')
  readonly previous?: string;

  @Text('Its SHA-256, hex; absent: the built-in pages.')
  readonly previousSha256?: string;

  @Text('Why the process that answers cannot wear what it should.')
  readonly problem?: string;

  @Whole(
    'How many mistakes its skin showed on pages of the module in the last 24 hours, in all processes; absent: the built-in pages.',
    { minimum: 0 },
  )
  readonly recentMistakes?: number;
}

/** What every module wears. */
export class WornSkinsDto {
  @Items(WornSkinDto, 'The outbound modules, by id.', { always: true })
  readonly modules!: readonly WornSkinDto[];
}

/** A step of a module from one skin to another. */
export class SkinStepDto {
  @Word(['activated', 'rolled-back', 'deactivated', 'configured'], 'What happened.', { always: true })
  readonly kind!: string;

  @Text('What was worn before: `group:artifact:version`, or `built-in pages`.', { always: true })
  readonly from!: string;

  @Text('Its SHA-256, hex.')
  readonly fromSha256?: string;

  @Text('What was worn from then on.', { always: true })
  readonly to!: string;

  @Text('Its SHA-256, hex.')
  readonly toSha256?: string;

  @Text('Why.')
  readonly comment?: string;

  @Flag('Whether errors of the skin were known and did not count.', { always: true })
  readonly isOverridden!: boolean;

  @Text('Who did it.', { always: true })
  readonly author!: string;

  @Instant('When.', { always: true })
  readonly at!: string;
}

/** A part of the history of a module. */
export class SkinHistoryDto extends PageDto {
  @Items(SkinStepDto, 'What happened, newest first.', { always: true })
  readonly steps!: readonly SkinStepDto[];
}

/** Which skin is to be worn. */
export class SkinActivationDto {
  @Text('SHA-256 as hex or its first eight digits and more, `group:artifact:version`, or the name of the file.', {
    always: true,
  })
  readonly skin!: string;

  @Text('Why.')
  readonly comment?: string;

  @Flag('Errors of the skin are known and do not count; the audit record says so.')
  readonly override?: boolean;
}

/** Why a skin is taken off. */
export class SkinCommentDto {
  @Text('Why.')
  readonly comment?: string;
}
