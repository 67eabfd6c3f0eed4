import { Instant, Items, Text, Whole, Word } from '../description/fields.js';
import { PageDto } from '../http/paging.js';

/** A mistake of a skin that showed on pages of a module. */
export class SkinDiagnosticDto {
  @Word(
    ['failure', 'notice'],
    '`failure`: the built-in page was shown in place of it. `notice`: the page was shown, and something of it does nothing.',
    { always: true },
  )
  readonly kind!: string;

  @Text('`group:artifact:version` of the skin.', { always: true })
  readonly skin!: string;

  @Text('SHA-256 of its JAR, hex.', { always: true })
  readonly sha256!: string;

  @Text('The page.', { always: true, example: 'approval' })
  readonly page!: string;

  @Text('The file of the skin.', { always: true })
  readonly file!: string;

  @Whole('Line, counted from 1.', { minimum: 1 })
  readonly line?: number;

  @Whole('Column, counted from 1.', { minimum: 1 })
  readonly column?: number;

  @Text('What stands there.')
  readonly expression?: string;

  @Text('What is wrong, without anything of the person who asked for the page.', { always: true })
  readonly message!: string;

  @Text('Finds the last time in log and audit log.', { always: true })
  readonly errorId!: string;

  @Whole('How often, in all processes.', { always: true, minimum: 1 })
  readonly times!: number;

  @Instant('The first time.', { always: true })
  readonly firstAt!: string;

  @Instant('The last time.', { always: true })
  readonly lastAt!: string;
}

/** A part of what showed to be wrong with the skins of a module. */
export class SkinDiagnosticsDto extends PageDto {
  @Items(SkinDiagnosticDto, 'Each mistake once, the latest first.', { always: true })
  readonly diagnostics!: readonly SkinDiagnosticDto[];
}

/** What was removed. */
export class RemovedDiagnosticsDto {
  @Whole('How many there were.', { always: true, minimum: 0 })
  readonly removed!: number;
}
