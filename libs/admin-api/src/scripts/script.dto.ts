import { Flag, Instant, Items, One, Text, Texts, Whole, Word } from '../description/fields.js';
import { PageDto } from '../http/paging.js';

/** One version of a script; it never changes. */
export class ScriptVersionDto {
  @Whole('Its number, counted from 1.', { always: true, minimum: 1 })
  readonly number!: number;

  @Text('SHA-256 of the source, as base64url.', { always: true })
  readonly sha256!: string;

  @Text('Why it was saved.')
  readonly comment?: string;

  @Text('Who saved it.', { always: true })
  readonly author!: string;

  @Instant('When it was saved.', { always: true })
  readonly savedAt!: string;

  @Text('The script itself; not in lists.')
  readonly source?: string;
}

/** What is different between two versions. */
export class ScriptDifferenceDto {
  @Whole('Number of the one version.', { always: true, minimum: 1 })
  readonly from!: number;

  @Whole('Number of the other one.', { always: true, minimum: 1 })
  readonly to!: number;

  @Text('Line by line in the unified format; empty where the sources are equal.', { always: true })
  readonly difference!: string;
}

/** A script of the library; properties name it as `library:<scriptId>`. */
export class ScriptDto {
  @Text('Its id: letters, digits, `_` and `-`.', { always: true, example: 'launch-context' })
  readonly scriptId!: string;

  @Text('What it is for.')
  readonly description?: string;

  @Text('The script itself, at most 1 MiB; another one than the active is the next version.', { writeOnly: true })
  readonly source?: string;

  @Text('Why this version is saved.', { writeOnly: true })
  readonly comment?: string;

  @One(ScriptVersionDto, 'The version that runs.', { readOnly: true })
  readonly active?: ScriptVersionDto;

  @Whole('Number of the newest version, which need not be the one that runs.', { readOnly: true })
  readonly lastNumber?: number;

  @Texts('Modules that name it; not in lists.', { readOnly: true })
  readonly usedBy?: readonly string[];

  @Instant('When it was archived.', { readOnly: true })
  readonly archivedAt?: string;
}

/** A part of the list of scripts. */
export class ScriptListDto extends PageDto {
  @Items(ScriptDto, 'The scripts of this page, by id.', { always: true })
  readonly scripts!: readonly ScriptDto[];
}

/** A part of the versions of a script. */
export class ScriptVersionListDto extends PageDto {
  @Items(ScriptVersionDto, 'The versions of this page, newest first.', { always: true })
  readonly versions!: readonly ScriptVersionDto[];
}

/** What happened to a script. */
export class ScriptEventDto {
  @Word(['saved', 'rolled-back', 'archived', 'restored'], 'What happened.', { always: true })
  readonly kind!: string;

  @Whole('The version that was active from then on.', { always: true, minimum: 1 })
  readonly number!: number;

  @Text('Why.')
  readonly comment?: string;

  @Text('Who did it.', { always: true })
  readonly author!: string;

  @Instant('When.', { always: true })
  readonly at!: string;
}

/** A part of the history of a script. */
export class ScriptHistoryDto extends PageDto {
  @Items(ScriptEventDto, 'What happened, newest first.', { always: true })
  readonly events!: readonly ScriptEventDto[];
}

/** Which version is to run. */
export class RollbackDto {
  @Whole('Number of the version.', { always: true, minimum: 1 })
  readonly version!: number;

  @Text('Why.')
  readonly comment?: string;
}

/** A source that is to be looked at. */
export class SourceDto {
  @Text('The script; nothing of it is run.', { always: true })
  readonly source!: string;

  @Flag('Whether it is an ES module; unless told, it is one if it exports or imports.')
  readonly ecmascriptModule?: boolean;
}

/** Why a source cannot be loaded, or what of it may fail, and where. */
export class SourceProblemDto {
  @Text('What is wrong, and what to write instead.', { always: true })
  readonly message!: string;

  @Whole('Line, counted from 1.', { minimum: 1 })
  readonly line?: number;

  @Whole('Column, counted from 1.', { minimum: 1 })
  readonly column?: number;
}

/** Whether a source could be saved. */
export class SourceCheckDto {
  @Items(SourceProblemDto, 'None where it could be saved.', { always: true })
  readonly problems!: readonly SourceProblemDto[];

  @Items(SourceProblemDto, 'What of it is not here, or is called by nobody; it could be saved all the same.', {
    always: true,
  })
  readonly warnings!: readonly SourceProblemDto[];
}

/** A script that nobody can use for a while. */
export class SuspendedScriptDto {
  @Text('The module whose limits it broke.', { always: true })
  readonly moduleId!: string;

  @Text('The script as properties name it.', { always: true })
  readonly name!: string;

  @Text('SHA-256 of its source, base64url.', { always: true })
  readonly sha256!: string;

  @Whole('Its version, of a script of the library.', { minimum: 1 })
  readonly version?: number;

  @Instant('When it is tried again.', { always: true })
  readonly until!: string;
}

/** What this process leaves alone. */
export class SuspendedScriptsDto {
  @Items(SuspendedScriptDto, 'Scripts that broke their limits again and again.', { always: true })
  readonly scripts!: readonly SuspendedScriptDto[];
}
